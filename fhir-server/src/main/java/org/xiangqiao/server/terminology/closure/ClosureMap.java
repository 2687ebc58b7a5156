package org.xiangqiao.server.terminology.closure;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.ConceptMap.ConceptMapGroupComponent;
import org.hl7.fhir.r4.model.ConceptMap.SourceElementComponent;
import org.hl7.fhir.r4.model.Enumerations.ConceptMapEquivalence;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.xiangqiao.server.terminology.closure.ClosureTables.Table;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.Concept;
import org.xiangqiao.terminology.service.content.TerminologySource;

/** Tells which concepts of a closure table subsume which, as the ConceptMap that R4 wants. */
record ClosureMap(TerminologySource source) {

  /**
   * @param since relations that a client with this version knows are left out
   */
  ConceptMap of(String name, Table table, long since) {
    ConceptMap map = new ConceptMap();
    map.setName(name).setStatus(PublicationStatus.ACTIVE).setExperimental(true);
    map.setVersion(Long.toString(table.version()));
    Map<String, Map<String, Long>> bySystem = new TreeMap<>();
    table
        .concepts()
        .forEach(
            each ->
                bySystem
                    .computeIfAbsent(each.system(), system -> new TreeMap<>())
                    .put(each.code(), each.added()));
    bySystem.forEach((system, codes) -> add(map, system, codes, since));
    return map;
  }

  private void add(ConceptMap map, String system, Map<String, Long> codes, long since) {
    CodeSystemContent content = source.codeSystem(system).orElse(null);
    if (content == null || codes.values().stream().noneMatch(added -> added > since)) {
      return;
    }
    ConceptMapGroupComponent group = new ConceptMapGroupComponent();
    group.setSource(system).setTarget(system);
    Map<String, List<String>> parents = parents(content, codes.keySet());
    codes.forEach(
        (code, own) -> {
          SourceElementComponent element = new SourceElementComponent().setCode(code);
          for (String ancestor : ancestors(parents, code)) {
            Long added = codes.get(ancestor);
            if (added != null && Math.max(added, own) > since) {
              element.addTarget().setCode(ancestor).setEquivalence(ConceptMapEquivalence.SUBSUMES);
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

  /** Of some concepts and of all above them: one round trip a level, however many there are. */
  private static Map<String, List<String>> parents(
      CodeSystemContent content, Collection<String> codes) {
    Map<String, List<String>> parents = new HashMap<>();
    Set<String> level = new LinkedHashSet<>(codes);
    while (!level.isEmpty()) {
      Map<String, Concept> found = content.find(level);
      Set<String> above = new LinkedHashSet<>();
      for (String code : level) {
        Concept concept = found.get(code);
        parents.put(code, concept == null ? List.of() : concept.parents());
        above.addAll(parents.get(code));
      }
      above.removeAll(parents.keySet());
      level = above;
    }
    return parents;
  }

  private static Set<String> ancestors(Map<String, List<String>> parents, String code) {
    Set<String> reached = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(code));
    while (!open.isEmpty()) {
      for (String parent : parents.get(open.pop())) {
        if (!parent.equals(code) && reached.add(parent)) {
          open.add(parent);
        }
      }
    }
    return reached;
  }
}
