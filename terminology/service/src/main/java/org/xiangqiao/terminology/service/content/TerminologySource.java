package org.xiangqiao.terminology.service.content;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.ValueSet;

/**
 * The terminology that one caller sees: his county's before what all share. Every version, the one
 * to take when none is asked for first of those that are in use. A source has code systems;
 * whatever else it does not tell of, it has none.
 */
public interface TerminologySource {

  List<CodeSystemContent> codeSystems(String url);

  /** The version to take when none is asked for. */
  default Optional<CodeSystemContent> codeSystem(String url) {
    return codeSystems(url).stream().filter(each -> !each.provisional()).findFirst();
  }

  /** Supplements (补充) to a code system: designations and properties added by somebody else. */
  default List<CodeSystemContent> supplements(String url) {
    return List.of();
  }

  default List<ValueSet> valueSets(String url) {
    return List.of();
  }

  default List<ConceptMap> conceptMaps(String url) {
    return List.of();
  }

  /**
   * Maps from a code system.
   *
   * @param target code system or value set mapped to; null for all
   */
  default List<ConceptMap> conceptMapsFrom(String system, String target) {
    return List.of();
  }
}
