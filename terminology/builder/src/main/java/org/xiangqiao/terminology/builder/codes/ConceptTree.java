package org.xiangqiao.terminology.builder.codes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.xiangqiao.terminology.CodeTable;

/** The rows of one code table as concepts, below their parents. */
final class ConceptTree {

  static final String PARENT = "parent";

  private final CodeTable table;
  private final ConceptProperties properties;
  private final List<String> problems;

  ConceptTree(CodeTable table, ConceptProperties properties, List<String> problems) {
    this.table = table;
    this.properties = properties;
    this.problems = problems;
  }

  void addTo(CodeSystem system) {
    Map<String, ConceptDefinitionComponent> concepts = new LinkedHashMap<>();
    table.concepts().forEach(row -> concepts.put(row.code(), concept(row)));
    for (CodeTable.Concept row : table.concepts()) {
      String parent = row.more().getOrDefault(PARENT, "");
      if (parent.isEmpty()) {
        system.addConcept(concepts.get(row.code()));
      } else if (!concepts.containsKey(parent)) {
        problem(row, "its parent '" + parent + "' is not in the table");
      } else if (isBelow(parent, row.code())) {
        problem(row, "is above its own parent '" + parent + "'");
      } else {
        concepts.get(parent).addConcept(concepts.get(row.code()));
      }
    }
  }

  private ConceptDefinitionComponent concept(CodeTable.Concept row) {
    ConceptDefinitionComponent concept = new ConceptDefinitionComponent();
    concept.setCode(row.code());
    if (row.display().isBlank()) {
      problem(row, "has no display");
    } else {
      concept.setDisplay(row.display());
    }
    if (!row.english().isBlank()) {
      concept.addDesignation().setLanguage("en").setValue(row.english());
    }
    properties.addTo(concept, row);
    return concept;
  }

  /** Whether {@code code} is {@code ancestor} or below it; a chain without end counts as below. */
  private boolean isBelow(String code, String ancestor) {
    int steps = 0;
    for (String at = code; !at.isEmpty(); steps++) {
      if (at.equals(ancestor) || steps > table.concepts().size()) {
        return true;
      }
      at = table.find(at).map(row -> row.more().getOrDefault(PARENT, "")).orElse("");
    }
    return false;
  }

  private void problem(CodeTable.Concept row, String what) {
    problems.add("codes/" + table.name() + ".csv: code '" + row.code() + "' " + what);
  }
}
