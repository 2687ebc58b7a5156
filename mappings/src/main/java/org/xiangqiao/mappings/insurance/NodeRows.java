package org.xiangqiao.mappings.insurance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Rows of {@code fields.csv}, and of files that an operator completed, as nodes by transaction. */
final class NodeRows {

  private record Key(String infno, Direction direction, String node) {}

  private NodeRows() {}

  static Map<String, List<Node>> group(List<Map<String, String>> rows, NodeShapes shapes) {
    Map<Key, Map<String, Field>> fields = new LinkedHashMap<>();
    for (Map<String, String> row : rows) {
      Key key = new Key(row.get("infno"), direction(row.get("direction")), row.get("node"));
      Field field = field(row);
      if (fields.computeIfAbsent(key, k -> new LinkedHashMap<>()).put(field.key(), field) != null) {
        throw new IllegalStateException(key + " has " + field.key() + " twice");
      }
    }
    Map<String, List<Node>> nodes = new LinkedHashMap<>();
    fields.forEach(
        (key, ofNode) -> {
          NodeShapes.Shape shape = shapes.of(key.infno(), key.direction(), key.node());
          nodes
              .computeIfAbsent(key.infno(), infno -> new ArrayList<>())
              .add(
                  new Node(
                      key.node(),
                      key.direction(),
                      shape.cardinality(),
                      shape.parent(),
                      List.copyOf(ofNode.values())));
        });
    return nodes;
  }

  /** Columns of a row whose values cannot be used. */
  static List<String> unusable(Map<String, String> row) {
    Map<String, Consumer<String>> parsers = new LinkedHashMap<>();
    parsers.put("type", text -> FieldType.valueOf(text.toUpperCase(Locale.ROOT)));
    parsers.put("length", FieldSize::parse);
    parsers.put("required", Requirement::of);
    parsers.put("confirmed", Confirmation::parse);
    List<String> wrong = new ArrayList<>();
    parsers.forEach(
        (column, parser) -> {
          try {
            parser.accept(row.get(column));
          } catch (IllegalArgumentException | IllegalStateException unusable) {
            wrong.add(column);
          }
        });
    return wrong;
  }

  static Direction direction(String word) {
    return Direction.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static Field field(Map<String, String> row) {
    try {
      return new Field(
          row.get("key"),
          row.get("name_zh"),
          FieldType.valueOf(row.get("type").toUpperCase(Locale.ROOT)),
          FieldSize.parse(row.get("length")),
          Requirement.of(row.get("required")),
          row.get("dictionary").isEmpty() ? null : row.get("dictionary"),
          Confirmation.parse(row.get("confirmed")));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          row.get("infno") + "." + row.get("node") + "." + row.get("key") + ": " + e.getMessage(),
          e);
    }
  }
}
