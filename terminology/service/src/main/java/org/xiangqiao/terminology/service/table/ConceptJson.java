package org.xiangqiao.terminology.service.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.xiangqiao.terminology.service.content.Concept;

/** Designations and properties of a concept as the short JSON of their columns. */
final class ConceptJson {

  private final ObjectMapper json = new ObjectMapper();

  /** Null when there is none. */
  String designations(List<Concept.Designation> designations) {
    if (designations.isEmpty()) {
      return null;
    }
    ArrayNode all = json.createArrayNode();
    for (Concept.Designation each : designations) {
      ObjectNode one = all.addObject();
      put(one, "l", each.language());
      if (each.use() != null) {
        put(one, "s", each.use().getSystem());
        put(one, "u", each.use().getCode());
        put(one, "d", each.use().getDisplay());
      }
      put(one, "v", each.value());
    }
    return all.toString();
  }

  List<Concept.Designation> designations(String text) {
    List<Concept.Designation> all = new ArrayList<>();
    for (JsonNode one : read(text)) {
      Coding use =
          one.has("u") || one.has("s")
              ? new Coding(text(one, "s"), text(one, "u"), text(one, "d"))
              : null;
      all.add(new Concept.Designation(text(one, "l"), use, text(one, "v")));
    }
    return all;
  }

  /** Null when there is none. */
  String properties(List<Concept.Property> properties) {
    if (properties.isEmpty()) {
      return null;
    }
    ArrayNode all = json.createArrayNode();
    for (Concept.Property each : properties) {
      ObjectNode one = all.addObject();
      one.put("c", each.code());
      one.put("t", each.value().fhirType());
      one.put("v", each.value().primitiveValue());
    }
    return all.toString();
  }

  List<Concept.Property> properties(String text) {
    List<Concept.Property> all = new ArrayList<>();
    for (JsonNode one : read(text)) {
      all.add(new Concept.Property(text(one, "c"), value(text(one, "t"), text(one, "v"))));
    }
    return all;
  }

  /** What finds a property by its value, for {@code @>}. */
  String property(String code, String value) {
    ArrayNode all = json.createArrayNode();
    ObjectNode one = all.addObject();
    one.put("c", code);
    put(one, "v", value);
    return all.toString();
  }

  private static Type value(String type, String value) {
    return switch (type) {
      case "code" -> new CodeType(value);
      case "boolean" -> new BooleanType(value);
      case "integer" -> new IntegerType(value);
      case "decimal" -> new DecimalType(value);
      case "dateTime" -> new DateTimeType(value);
      default -> new StringType(value);
    };
  }

  private static void put(ObjectNode node, String name, String value) {
    if (value != null) {
      node.put(name, value);
    }
  }

  private static String text(JsonNode node, String name) {
    return node.hasNonNull(name) ? node.get(name).asText() : null;
  }

  private JsonNode read(String text) {
    try {
      return text == null ? json.createArrayNode() : json.readTree(text);
    } catch (JsonProcessingException ours) {
      throw new IllegalStateException("designations or properties of a stored concept", ours);
    }
  }
}
