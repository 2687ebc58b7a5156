package org.xiangqiao.server.terminology.closure;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.ConceptMap.ConceptMapGroupComponent;
import org.hl7.fhir.r4.model.ConceptMap.SourceElementComponent;
import org.hl7.fhir.r4.model.Enumerations.ConceptMapEquivalence;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.xiangqiao.server.terminology.closure.ClosureTables.Entry;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.Concept;
import org.xiangqiao.terminology.service.content.TerminologySource;

/** Tells which concepts of a closure table subsume which, as the ConceptMap that R4 wants. */
record ClosureMap(TerminologySource source) {

  /**
   * @param since relations that a client with this version knows are left out
   */
  ConceptMap of(String name, long version, long since, List<Entry> entries) {
    ConceptMap map = new ConceptMap();
    map.setName(name).setStatus(PublicationStatus.ACTIVE).setExperimental(true);
    map.setVersion(Long.toString(version));
    Map<String, Map<String, Long>> bySystem = new HashMap<>();
    entries.forEach(
        each ->
            bySystem
                .computeIfAbsent(each.system(), system -> new HashMap<>())
                .put(each.code(), each.added()));
    bySystem.keySet().stream()
        .sorted()
        .forEach(system -> add(map, system, bySystem.get(system), since));
    return map;
  }

  private void add(ConceptMap map, String system, Map<String, Long> codes, long since) {
    CodeSystemContent content = source.codeSystem(system).orElse(null);
    if (content == null) {
      return;
    }
    ConceptMapGroupComponent group = new ConceptMapGroupComponent();
    group.setSource(system).setTarget(system);
    codes.keySet().stream()
        .sorted()
        .forEach(
            code -> {
              SourceElementComponent element = new SourceElementComponent().setCode(code);
              for (String ancestor : ancestors(content, code)) {
                Long added = codes.get(ancestor);
                if (added != null && Math.max(added, codes.get(code)) > since) {
                  element
                      .addTarget()
                      .setCode(ancestor)
                      .setEquivalence(ConceptMapEquivalence.SUBSUMES);
                }
              }
              if (element.hasTarget()) {
                group.addElement(element);
              }
            });
    if (group.hasElement()) {
      map.addGroup(group);
    }
  }

  private static Set<String> ancestors(CodeSystemContent content, String code) {
    Set<String> reached = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(code));
    while (!open.isEmpty()) {
      for (String parent : content.find(open.pop()).map(Concept::parents).orElse(List.of())) {
        if (!parent.equals(code) && reached.add(parent)) {
          open.add(parent);
        }
      }
    }
    return reached;
  }
}
