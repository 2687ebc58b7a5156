package org.xiangqiao.terminology.service.stored;

import org.hl7.fhir.r4.model.ConceptMap;

/** Whether a concept map leads from a code system to a code system or value set. */
final class MapTargets {

  private MapTargets() {}

  static boolean reaches(ConceptMap map, String system, String target) {
    if (target != null
        && map.getTarget() != null
        && target.equals(map.getTarget().primitiveValue())) {
      return true;
    }
    return map.getGroup().stream()
        .filter(group -> system.equals(group.getSource()))
        .anyMatch(group -> target == null || target.equals(group.getTarget()));
  }
}
