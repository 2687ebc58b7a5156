package org.xiangqiao.simulators.insurance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.xiangqiao.mappings.insurance.Direction;
import org.xiangqiao.mappings.insurance.Field;
import org.xiangqiao.mappings.insurance.FieldType;
import org.xiangqiao.mappings.insurance.Node;
import org.xiangqiao.mappings.insurance.TransactionTable;

/**
 * Puts what a step knows into exactly the fields that the table of transactions lists for its
 * answer. A transaction without such rows is answered with everything that the step knows.
 */
class Outputs {

  private final JsonNodeFactory nodes = JsonNodeFactory.withExactBigDecimals(true);
  private final TransactionTable table;

  Outputs(TransactionTable table) {
    this.table = table;
  }

  /**
   * @param infno whose rows count, for example 2206 for 2206A
   * @param known values by node; a node of one row is a list of one
   */
  ObjectNode write(String infno, Map<String, List<Map<String, Object>>> known) {
    List<Node> listed = table.transaction(infno).nodes(Direction.OUT);
    ObjectNode output = nodes.objectNode();
    if (listed.isEmpty()) {
      known.forEach((name, rows) -> rows.forEach(row -> all(output.withArray(name), row)));
      return output;
    }
    for (Node node : listed) {
      if (node.parent() != null) {
        continue;
      }
      List<Map<String, Object>> rows = known.getOrDefault(node.name(), List.of());
      switch (node.cardinality()) {
        case ROOT -> rows.forEach(row -> listed(output, node, row, listed));
        case SINGLE ->
            rows.forEach(row -> listed(output.putObject(node.name()), node, row, listed));
        case ARRAY -> {
          ArrayNode array = output.putArray(node.name());
          rows.forEach(row -> listed(array.addObject(), node, row, listed));
        }
        case FILE -> {
          // Fetched beside the message.
        }
      }
    }
    return output;
  }

  private static void listed(ObjectNode at, Node node, Map<String, Object> row, List<Node> all) {
    for (Field field : node.fields()) {
      Object value = row.get(field.key());
      if (value == null) {
        continue;
      }
      at.set(field.key(), value(value, field.type() == FieldType.NUMBER));
    }
    for (Node part : all) {
      if (node.name().equals(part.parent()) && row.get(part.name()) instanceof List<?> rows) {
        ArrayNode array = at.putArray(part.name());
        for (Object one : rows) {
          listed(array.addObject(), part, part(one), all);
        }
      }
    }
  }

  /** Rows of a node within another are maps of the same kind. */
  @SuppressWarnings("unchecked")
  private static Map<String, Object> part(Object row) {
    return (Map<String, Object>) row;
  }

  private static void all(ArrayNode array, Map<String, Object> row) {
    ObjectNode at = array.addObject();
    row.forEach((key, value) -> at.set(key, value(value, true)));
  }

  private static JsonNode value(Object value, boolean number) {
    JsonNodeFactory nodes = JsonNodeFactory.withExactBigDecimals(true);
    if (number && value instanceof BigDecimal amount) {
      return nodes.numberNode(amount);
    }
    return nodes.textNode(
        value instanceof BigDecimal amount ? amount.toPlainString() : value.toString());
  }
}
