package org.xiangqiao.terminology.service.translate;

import org.hl7.fhir.r4.model.Enumerations.ConceptMapEquivalence;

/** R5's word for an equivalence of R4, for clients that speak it (R5 concept-map-relationship). */
final class Relationship {

  private Relationship() {}

  static String of(ConceptMapEquivalence equivalence) {
    return switch (equivalence) {
      case EQUAL, EQUIVALENT -> "equivalent";
      case WIDER, SUBSUMES -> "source-is-narrower-than-target";
      case NARROWER, SPECIALIZES -> "source-is-broader-than-target";
      case UNMATCHED, DISJOINT -> "not-related-to";
      default -> "related-to";
    };
  }
}
