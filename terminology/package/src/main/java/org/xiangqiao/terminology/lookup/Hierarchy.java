package org.xiangqiao.terminology.lookup;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.CodeSystem.ConceptPropertyComponent;

/** The codes of a system and their parents, by nesting and by the properties that say so. */
final class Hierarchy {

  /** Properties that name a parent (R4 codesystem.html#hierarchy; HL7 v3's own). */
  private static final Set<String> PARENT = Set.of("parent", "subsumedBy");

  private final Map<String, Set<String>> parents = new LinkedHashMap<>();
  private final Map<String, Set<String>> children = new HashMap<>();

  private Hierarchy() {}

  static Hierarchy of(CodeSystem system) {
    Hierarchy hierarchy = new Hierarchy();
    hierarchy.add(system.getConcept(), null);
    return hierarchy;
  }

  private void add(List<ConceptDefinitionComponent> concepts, String parent) {
    for (ConceptDefinitionComponent concept : concepts) {
      parents.computeIfAbsent(concept.getCode(), code -> new LinkedHashSet<>());
      if (parent != null) {
        link(concept.getCode(), parent);
      }
      for (ConceptPropertyComponent property : concept.getProperty()) {
        if (PARENT.contains(property.getCode()) && property.hasValueCodeType()) {
          link(concept.getCode(), property.getValueCodeType().getCode());
        }
      }
      add(concept.getConcept(), concept.getCode());
    }
  }

  private void link(String child, String parent) {
    parents.computeIfAbsent(child, code -> new LinkedHashSet<>()).add(parent);
    children.computeIfAbsent(parent, code -> new LinkedHashSet<>()).add(child);
  }

  Set<String> all() {
    return parents.keySet();
  }

  /** The code and its descendants; empty if it is not known. */
  Optional<Set<String>> below(String code) {
    return reach(code, children);
  }

  /** The code and its ancestors; empty if it is not known. */
  Optional<Set<String>> above(String code) {
    return reach(code, parents);
  }

  private Optional<Set<String>> reach(String code, Map<String, Set<String>> next) {
    if (!parents.containsKey(code)) {
      return Optional.empty();
    }
    Set<String> reached = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(code));
    while (!open.isEmpty()) {
      String each = open.pop();
      if (reached.add(each)) {
        open.addAll(next.getOrDefault(each, Set.of()));
      }
    }
    return Optional.of(reached);
  }
}
