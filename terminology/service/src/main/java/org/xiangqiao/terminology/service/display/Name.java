package org.xiangqiao.terminology.service.display;

import org.hl7.fhir.r4.model.Coding;

/**
 * One name of a concept.
 *
 * @param language null when none is told
 * @param status of the name itself; null or {@code active} when it is in use
 */
public record Name(String language, Coding use, String value, String status) {

  private static final String TERM_USE = "http://terminology.hl7.org/CodeSystem/hl7TermMaintInfra";
  private static final String DISPLAY_USE =
      "http://terminology.hl7.org/CodeSystem/designation-usage";
  private static final String SNOMED = "http://snomed.info/sct";

  /** The display itself. */
  static Name display(String language, String value) {
    Coding use = new Coding().setSystem(TERM_USE).setCode("preferredForLanguage");
    return new Name(language, use, value, "active");
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
    return !"withdrawn".equals(status) && !"inactive".equals(status);
  }

  private boolean is(String system, String code) {
    return system.equals(use.getSystem()) && code.equals(use.getCode());
  }
}
