package org.xiangqiao.terminology.service.display;

import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;

/**
 * One name of a concept.
 *
 * @param language null when none is told
 * @param extensions as in the resource that it comes from
 * @param status of the name itself; null or {@code active} when it is in use
 */
public record Name(
    String language, Coding use, String value, String status, List<Extension> extensions) {

  private static final String TERM_USE = "http://terminology.hl7.org/CodeSystem/hl7TermMaintInfra";
  private static final String DISPLAY_USE =
      "http://terminology.hl7.org/CodeSystem/designation-usage";
  private static final Set<String> GONE = Set.of("withdrawn", "inactive", "deprecated");
  private static final String SNOMED = "http://snomed.info/sct";

  /** The display itself. */
  static Name display(String language, String value) {
    Coding use = new Coding().setSystem(TERM_USE).setCode("preferredForLanguage");
    return new Name(language, use, value, "active", List.of());
  }

  /** Whether it may stand where a display stands. */
  public boolean isDisplay() {
    return use == null
        || use.getSystem() == null
        || is(TERM_USE, "preferredForLanguage")
        || is(DISPLAY_USE, "display")
        || is(SNOMED, "900000000000548007");
  }

  public boolean active() {
    return status == null || !GONE.contains(status);
  }

  private boolean is(String system, String code) {
    return system.equals(use.getSystem()) && code.equals(use.getCode());
  }
}
