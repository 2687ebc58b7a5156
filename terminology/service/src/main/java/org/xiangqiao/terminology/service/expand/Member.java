package org.xiangqiao.terminology.service.expand;

import org.hl7.fhir.r4.model.ValueSet.ConceptReferenceComponent;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.Concept;

/**
 * One code of an expansion, before it is written down.
 *
 * @param listed how the value set lists it; null if it is in by a rule
 * @param language of the value set that lists it
 * @param climbs whether it may hang below an ancestor further up than its parent
 */
record Member(
    CodeSystemContent system,
    Concept concept,
    ConceptReferenceComponent listed,
    String language,
    boolean climbs) {

  String url() {
    return system.about().getUrl();
  }

  String version() {
    return system.about().getVersion();
  }

  String code() {
    return concept.code();
  }
}
