package org.xiangqiao.terminology.builder.codes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.CodeSystem.PropertyType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.xiangqiao.terminology.CodeTable;
import org.xiangqiao.terminology.CsvResource;

/**
 * What the columns of the code tables beyond code and displays become: {@code properties.csv} names
 * each with its FHIR property, type and description. A column that ends in {@code _zh} or {@code
 * _en} and has the type {@code designation} becomes another name.
 */
final class ConceptProperties {

  private static final String DESIGNATION = "designation";

  private record Column(String property, String type, String description) {}

  private final Map<String, Column> columns;

  private ConceptProperties(Map<String, Column> columns) {
    this.columns = columns;
  }

  static ConceptProperties load() {
    Map<String, Column> columns = new LinkedHashMap<>();
    for (Map<String, String> row : CsvResource.rows(ConceptProperties.class, "properties.csv")) {
      columns.put(
          row.get("column"),
          new Column(row.get("property"), row.get("type"), row.get("description")));
    }
    return new ConceptProperties(columns);
  }

  /** Declares the properties that this table has. */
  void declare(CodeSystem system, CodeTable table) {
    table.concepts().stream()
        .flatMap(row -> row.more().keySet().stream())
        .distinct()
        .sorted()
        .filter(column -> !column.equals(ConceptTree.PARENT))
        .map(column -> column(table.name(), column))
        .filter(column -> !column.type.equals(DESIGNATION))
        .forEach(
            column ->
                system
                    .addProperty()
                    .setCode(column.property)
                    .setType(PropertyType.fromCode(column.type))
                    .setDescription(column.description));
  }

  void addTo(ConceptDefinitionComponent concept, CodeTable.Concept row) {
    for (String name : row.more().keySet().stream().sorted().toList()) {
      String value = row.more().get(name);
      if (value.isBlank() || name.equals(ConceptTree.PARENT)) {
        continue;
      }
      Column column = column(row.code(), name);
      if (column.type.equals(DESIGNATION)) {
        concept.addDesignation().setLanguage(column.property).setValue(value);
      } else {
        for (String one : repeats(name) ? List.of(value.split(",")) : List.of(value)) {
          concept.addProperty().setCode(column.property).setValue(value(column, one.trim()));
        }
      }
    }
  }

  private Column column(String place, String name) {
    Column column = columns.get(name);
    if (column == null) {
      throw new IllegalStateException(
          "properties.csv does not say what the column " + name + " of " + place + " is");
    }
    return column;
  }

  private static boolean repeats(String name) {
    return name.equals("product_codes_4digit") || name.equals("icd10");
  }

  private static Type value(Column column, String text) {
    return switch (column.type) {
      case "code" -> new CodeType(text);
      case "integer" -> new IntegerType(text);
      case "boolean" -> new BooleanType(text.equals("yes"));
      default -> new StringType(text);
    };
  }
}
