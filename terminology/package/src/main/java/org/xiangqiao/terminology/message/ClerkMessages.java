package org.xiangqiao.terminology.message;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.xiangqiao.terminology.CsvResource;

/**
 * Puts findings into words. An invariant of a profile is told in the words of the profile; a rule
 * that the catalogue does not have, by its id.
 */
public final class ClerkMessages {

  private static final String INVARIANT = "invariant-broken";
  private static final String R4 = "http://hl7.org/fhir/StructureDefinition/";
  private static final ProfileWords NONE = new ProfileWords(Map.of(), Map.of());

  private final RuleCatalogue catalogue;
  private final ElementNames names;
  private final Map<String, Words> remedies = new HashMap<>();
  private final Map<String, Words> invariants = new HashMap<>();
  private final Map<String, String> ofR4 = new HashMap<>();
  private final Function<String, Optional<StructureDefinition>> further;
  private final Map<String, ProfileWords> known = new ConcurrentHashMap<>();

  /**
   * @param profiles whose elements and invariants have words in Chinese and English
   */
  public ClerkMessages(RuleCatalogue catalogue, List<StructureDefinition> profiles) {
    this(catalogue, profiles, canonical -> Optional.empty());
  }

  /**
   * @param further finds profiles by their canonical; asked once for each that it knows
   */
  public ClerkMessages(
      RuleCatalogue catalogue,
      List<StructureDefinition> profiles,
      Function<String, Optional<StructureDefinition>> further) {
    this.catalogue = catalogue;
    this.further = further;
    this.names = new ElementNames(canonical -> words(canonical).names());
    for (StructureDefinition profile : profiles) {
      ProfileWords own = ProfileWords.of(profile);
      known.put(profile.getUrl(), own);
      invariants.putAll(own.rules());
    }
    CsvResource.rows(ClerkMessages.class, "invariants-r4.csv")
        .forEach(row -> ofR4.put(row.get("key"), row.get("zh")));
    CsvResource.rows(ClerkMessages.class, "invariants.csv")
        .forEach(
            row ->
                remedies.put(
                    row.get("key"), new Words(row.get("remedy_zh"), row.get("remedy_en"))));
  }

  private ProfileWords words(String canonical) {
    ProfileWords words = known.get(canonical);
    if (words == null) {
      words = further.apply(canonical).map(ProfileWords::of).orElse(null);
      if (words == null) {
        return NONE;
      }
      known.put(canonical, words);
    }
    return words;
  }

  private Words invariant(Asked asked) {
    Words own = asked.profile() == null ? null : words(asked.profile()).rules().get(asked.rule());
    Words told = own == null ? invariants.get(asked.rule()) : own;
    String chinese = ofR4.get(asked.rule());
    return told == null || chinese == null || Words.hasChinese(told.chinese())
        ? told
        : new Words(chinese, told.english());
  }

  /**
   * What is to be said.
   *
   * @param rule id of the rule, or key of an invariant
   * @param key of the words, where the rule is an invariant's
   * @param type of the resource
   * @param location FHIRPath of the element
   * @param profile canonical of the profile that asks for it, or null
   * @param arguments of the words; never a value of the resource
   */
  public record Asked(
      String rule,
      String key,
      String type,
      String location,
      String profile,
      List<String> arguments) {

    public Asked {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * @param shape of the value, by {@link ValueShape}; null if there is none to tell
   */
  public ClerkMessage of(Asked asked, Words shape) {
    Words element = names.of(asked.type(), asked.location(), asked.profile());
    Words own = invariant(asked);
    Rule rule =
        catalogue
            .find(asked.rule())
            .or(() -> catalogue.find(asked.key()))
            .orElseGet(() -> new Rule(asked.rule(), unknown(), unknown()));
    Words text = own == null ? rule.text() : inWords(own);
    Words remedy = remedies.getOrDefault(asked.rule(), rule.remedy());
    return new ClerkMessage(
        element,
        filled(text, asked, element, shape, own),
        filled(remedy, asked, element, shape, own),
        own == null ? rule.id() + ".md" : page(asked));
  }

  /** Invariants of our own have a page each, those of R4 one together. */
  private String page(Asked asked) {
    if (remedies.containsKey(asked.rule())) {
      return "invariants/" + asked.rule() + ".md";
    }
    return asked.profile() != null && asked.profile().startsWith(R4)
        ? "invariants/r4.md#" + asked.rule()
        : INVARIANT + ".md";
  }

  /** What has no words in Chinese is told in English, with its key before it. */
  private static Words inWords(Words human) {
    boolean both = !human.chinese().equals(human.english());
    return new Words(
        both ? "{element}：{human}" : "{element}不符合规则 {rule}：{human}", "{element}: {human}");
  }

  private static Words unknown() {
    return new Words("{element}不符合规则 {rule}。", "{element} breaks the rule {rule}.");
  }

  private static Words filled(
      Words template, Asked asked, Words element, Words shape, Words human) {
    return new Words(
        fill(
            template.chinese(),
            asked,
            element.chinese(),
            shape == null ? "" : "（现为" + shape.chinese() + "）",
            human == null ? "" : human.chinese()),
        fill(
            template.english(),
            asked,
            element.english(),
            shape == null ? "" : " (now " + shape.english() + ")",
            human == null ? "" : human.english()));
  }

  private static String fill(
      String template, Asked asked, String element, String shape, String human) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < template.length(); i++) {
      int end = template.charAt(i) == '{' ? template.indexOf('}', i) : -1;
      if (end < 0) {
        text.append(template.charAt(i));
      } else {
        text.append(value(template.substring(i + 1, end), asked, element, shape, human));
        i = end;
      }
    }
    return text.toString();
  }

  private static String value(
      String name, Asked asked, String element, String shape, String human) {
    return switch (name) {
      case "element" -> element;
      case "shape" -> shape;
      case "human" -> human;
      case "rule" -> asked.rule();
      case "profile" -> String.valueOf(asked.profile());
      default -> {
        int place = Integer.parseInt(name);
        yield place < asked.arguments().size() ? asked.arguments().get(place) : "";
      }
    };
  }
}
