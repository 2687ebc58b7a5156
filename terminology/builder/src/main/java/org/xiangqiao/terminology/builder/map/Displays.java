package org.xiangqiao.terminology.builder.map;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.Resource;

/** What codes are called in the code systems that are known. */
final class Displays {

  private final Map<String, Map<String, String>> bySystem = new HashMap<>();
  private final Map<String, CodeSystemContentMode> contents = new HashMap<>();

  static Displays of(List<? extends Resource> resources) {
    Displays displays = new Displays();
    for (Resource resource : resources) {
      if (resource instanceof CodeSystem system) {
        displays.contents.put(system.getUrl(), system.getContent());
        displays.add(
            displays.bySystem.computeIfAbsent(system.getUrl(), url -> new HashMap<>()),
            system.getConcept());
      }
    }
    return displays;
  }

  private void add(Map<String, String> codes, List<ConceptDefinitionComponent> concepts) {
    for (ConceptDefinitionComponent concept : concepts) {
      codes.put(concept.getCode(), concept.hasDisplay() ? concept.getDisplay() : "");
      add(codes, concept.getConcept());
    }
  }

  Optional<String> find(String system, String code) {
    return Optional.ofNullable(bySystem.getOrDefault(system, Map.of()).get(code))
        .filter(display -> !display.isEmpty());
  }

  /** Whether the system is known in full and has no such code. */
  boolean lacks(String system, String code) {
    return contents.get(system) == CodeSystemContentMode.COMPLETE
        && !bySystem.get(system).containsKey(code);
  }
}
