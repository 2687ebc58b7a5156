package org.xiangqiao.terminology.service.content;

import java.util.List;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Type;

/**
 * One concept (概念) of a code system: R4 codesystem.html#CodeSystem.concept.
 *
 * @param display in the language of the code system; null when there is none
 * @param definition null when there is none
 * @param language of {@code display}, a BCP 47 tag; null when the code system names none
 * @param inactive by its properties {@code status}, {@code inactive}, {@code retired} …
 * @param abstractConcept by its property {@code notSelectable}: not to be chosen by a user
 * @param parents codes that subsume it directly, by nesting or by property
 */
public record Concept(
    String code,
    String display,
    String definition,
    String language,
    boolean inactive,
    boolean abstractConcept,
    List<String> parents,
    List<Designation> designations,
    List<Property> properties) {

  /**
   * A further name: another language, pinyin, a synonym.
   *
   * @param extensions as in the resource that it comes from; empty for most
   */
  public record Designation(String language, Coding use, String value, List<Extension> extensions) {

    /** Of a designation that a supplement adds: which one. Never leaves the server. */
    public static final String SUPPLEMENT = "supplement";

    public Designation {
      extensions = List.copyOf(extensions);
    }

    public Designation(String language, Coding use, String value) {
      this(language, use, value, List.of());
    }
  }

  /** A property's value, as {@code CodeSystem.concept.property}. */
  public record Property(String code, Type value) {}

  public Concept {
    parents = List.copyOf(parents);
    designations = List.copyOf(designations);
    properties = List.copyOf(properties);
  }
}
