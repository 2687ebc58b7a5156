package org.xiangqiao.mappings.insurance.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xiangqiao.mappings.insurance.Cardinality;
import org.xiangqiao.mappings.insurance.Direction;
import org.xiangqiao.mappings.insurance.TransactionTable;

/** Input and output as JSON: written as the table says, read whether object or list. */
final class PayloadJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final TransactionTable table;
  private final MessageFormat format;

  PayloadJson(TransactionTable table, MessageFormat format) {
    this.table = table;
    this.format = format;
  }

  ObjectNode write(String infno, Direction direction, Payload payload) {
    ObjectNode json = NODES.objectNode();
    payload
        .nodes()
        .forEach(
            (node, rows) -> {
              if (node.equals(Payload.ROOT)) {
                rows.forEach(row -> fill(json, infno, direction, row));
              } else {
                json.set(format.toProvince(infno, node), rows(infno, direction, node, rows));
              }
            });
    return json;
  }

  Payload read(String infno, JsonNode json) {
    Map<String, List<Row>> nodes = new LinkedHashMap<>();
    if (json.isArray()) {
      nodes.put(Payload.ROOT, rows(json));
      return Payload.of(nodes);
    }
    Row.Builder root = Row.builder();
    json.properties()
        .forEach(
            property -> {
              JsonNode value = property.getValue();
              if (value.isObject() || isRows(value)) {
                nodes.put(format.fromProvince(infno, property.getKey()), rows(value));
              } else {
                put(root, property.getKey(), value);
              }
            });
    Row fields = root.build();
    if (!fields.keys().isEmpty()) {
      nodes.put(Payload.ROOT, List.of(fields));
    }
    return Payload.of(nodes);
  }

  private JsonNode rows(String infno, Direction direction, String node, List<Row> rows) {
    if (rows.size() == 1 && !isArray(infno, direction, node)) {
      return fill(NODES.objectNode(), infno, direction, rows.get(0));
    }
    ArrayNode json = NODES.arrayNode();
    rows.forEach(row -> json.add(fill(NODES.objectNode(), infno, direction, row)));
    return json;
  }

  private boolean isArray(String infno, Direction direction, String node) {
    return table
        .described(infno)
        .flatMap(transaction -> transaction.node(direction, node))
        .filter(known -> known.cardinality() == Cardinality.ARRAY)
        .isPresent();
  }

  private ObjectNode fill(ObjectNode json, String infno, Direction direction, Row row) {
    for (String key : row.keys()) {
      Object value = row.value(key);
      if (value instanceof BigDecimal number) {
        json.put(key, number);
      } else if (value instanceof String text) {
        json.put(key, text);
      } else {
        json.set(format.toProvince(infno, key), rows(infno, direction, key, row.rows(key)));
      }
    }
    return json;
  }

  private static List<Row> rows(JsonNode json) {
    List<Row> rows = new ArrayList<>();
    for (JsonNode item : json.isArray() ? json : List.of(json)) {
      if (item.isObject()) {
        Row.Builder row = Row.builder();
        item.properties().forEach(property -> put(row, property.getKey(), property.getValue()));
        rows.add(row.build());
      }
    }
    return rows;
  }

  private static void put(Row.Builder row, String key, JsonNode value) {
    if (value.isObject() || isRows(value)) {
      row.put(key, rows(value));
    } else if (value.isNumber() && Numbers.bounded(value.decimalValue())) {
      row.put(key, value.decimalValue());
    } else if (value.isContainerNode()) {
      // A list of plain values has no field in the interface; kept as it is.
      row.put(key, value.isEmpty() ? null : value.toString());
    } else if (!value.isNull()) {
      row.put(key, value.asText());
    }
  }

  private static boolean isRows(JsonNode value) {
    return value.isArray() && !value.isEmpty() && value.get(0).isObject();
  }
}
