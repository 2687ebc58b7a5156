package org.xiangqiao.terminology.service.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.ValueSet.ConceptReferenceComponent;
import org.hl7.fhir.r4.model.ValueSet.ConceptReferenceDesignationComponent;
import org.xiangqiao.terminology.service.call.LanguageList;
import org.xiangqiao.terminology.service.call.LanguageTag;
import org.xiangqiao.terminology.service.call.LanguageTag.Depth;
import org.xiangqiao.terminology.service.content.Concept;
import org.xiangqiao.terminology.service.property.ConceptStatus;

/** All names of a concept, from its code system and from the value set that lists it. */
public final class Names {

  private final List<Name> names = new ArrayList<>();

  public static Names of(Concept concept) {
    Names names = new Names();
    names.add(concept);
    return names;
  }

  public void add(Concept concept) {
    if (concept.display() != null) {
      names.add(Name.display(concept.language(), concept.display().trim()));
    }
    for (Concept.Designation each : concept.designations()) {
      if (each.value() != null) {
        names.add(
            new Name(each.language(), each.use(), each.value(), status(each), each.extensions()));
      }
    }
  }

  private static String status(Concept.Designation designation) {
    return designation.extensions().stream()
        .filter(each -> ConceptStatus.STANDARDS_STATUS.equals(each.getUrl()))
        .filter(each -> each.getValue() != null && each.getValue().hasPrimitiveValue())
        .map(each -> each.getValue().primitiveValue())
        .findFirst()
        .orElse("active");
  }

  /** Names that a value set gives a concept of its list. */
  public void add(ConceptReferenceComponent concept, String language) {
    if (concept.hasDisplay()) {
      names.add(Name.display(language, concept.getDisplay().trim()));
    }
    for (ConceptReferenceDesignationComponent each : concept.getDesignation()) {
      if (!each.hasValue()) {
        continue;
      }
      names.add(
          new Name(
              each.getLanguage(),
              each.hasUse() ? each.getUse() : null,
              each.getValue().trim(),
              "unknown",
              each.getExtension()));
    }
  }

  public void clear() {
    names.clear();
  }

  public boolean isEmpty() {
    return names.isEmpty();
  }

  public List<Name> all() {
    return names;
  }

  /** The one to show; null for none. */
  public Name preferred(LanguageList languages) {
    if (names.isEmpty()) {
      return null;
    }
    if (languages == null) {
      Name display = first(each -> each.isDisplay() && each.active());
      return display != null ? display : names.get(0);
    }
    for (LanguageTag tag : languages.preferred()) {
      for (Depth depth : Depth.values()) {
        Name display = first(each -> tag.matches(each.language(), depth) && each.isDisplay());
        Name other = display != null ? display : first(each -> tag.matches(each.language(), depth));
        if (other != null) {
          return other;
        }
      }
    }
    return first(each -> each.language() == null && each.isDisplay());
  }

  private Name first(Predicate<Name> asked) {
    for (Name name : names) {
      if (asked.test(name)) {
        return name;
      }
    }
    return null;
  }

  public String preferredText(LanguageList languages) {
    Name name = preferred(languages);
    return name == null ? null : name.value();
  }

  /** Whether a text is one of these names, whatever the case. */
  public boolean has(LanguageList languages, String text, boolean activeOnly) {
    return first(
            each ->
                allowed(languages, each.language())
                    && (!activeOnly || each.active())
                    && each.value().equalsIgnoreCase(text))
        != null;
  }

  /** Whether only the white space of a text is wrong. */
  public boolean hasSpacedOtherwise(LanguageList languages, String text) {
    String sought = spaced(text);
    return first(each -> allowed(languages, each.language()) && spaced(each.value()).equals(sought))
        != null;
  }

  private static String spaced(String text) {
    return text.replaceAll("\\s+", " ").trim().toLowerCase(Locale.ROOT);
  }

  private static boolean allowed(LanguageList languages, String stated) {
    return stated == null || languages == null || languages.matches(stated, Depth.LANGUAGE);
  }

  /** How many there are in the languages, as close to them as possible. */
  public int count(LanguageList languages, boolean displaysOnly) {
    for (Depth depth : Depth.values()) {
      int count = 0;
      for (Name each : names) {
        if ((!displaysOnly || each.isDisplay())
            && (each.language() == null
                || languages == null
                || languages.matches(each.language(), depth))) {
          count++;
        }
      }
      if (count > 0) {
        return count;
      }
    }
    return 0;
  }

  /** For a message: each with its language. */
  public String shown(LanguageList languages, boolean displaysOnly) {
    List<String> shown = new ArrayList<>();
    for (Name each : names) {
      if ((!displaysOnly || each.isDisplay()) && allowed(languages, each.language())) {
        shown.add(shown(each));
      }
    }
    if (shown.isEmpty()) {
      names.stream()
          .filter(each -> !displaysOnly || each.isDisplay())
          .forEach(each -> shown.add(shown(each)));
    }
    int last = shown.size() - 1;
    return last < 1
        ? String.join("", shown)
        : String.join(", ", shown.subList(0, last)) + " or " + shown.get(last);
  }

  private static String shown(Name name) {
    String language = name.language() == null ? "" : " (" + name.language() + ")";
    return "'" + name.value() + "'" + language;
  }
}
