package org.xiangqiao.mappings.insurance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many rows a node has and where it stands, from {@code nodes.csv}. */
final class NodeShapes {

  /**
   * Of one node.
   *
   * @param parent {@code null} when it stands in the input or output itself
   */
  record Shape(Cardinality cardinality, String parent) {}

  private record Key(String infno, Direction direction, String node) {}

  private final Map<Key, Shape> shapes;

  private NodeShapes(Map<Key, Shape> shapes) {
    this.shapes = Map.copyOf(shapes);
  }

  static NodeShapes of(List<Map<String, String>> rows) {
    Map<Key, Shape> shapes = new HashMap<>();
    for (Map<String, String> row : rows) {
      Key key =
          new Key(row.get("infno"), NodeRows.direction(row.get("direction")), row.get("node"));
      Shape shape =
          new Shape(
              cardinality(row.get("cardinality")),
              row.get("parent").isEmpty() ? null : row.get("parent"));
      if (shapes.put(key, shape) != null) {
        throw new IllegalStateException(key + " is twice in nodes.csv");
      }
    }
    return new NodeShapes(shapes);
  }

  Shape of(String infno, Direction direction, String node) {
    Shape own = shapes.get(new Key(infno, direction, node));
    if (own != null) {
      return own;
    }
    Cardinality usual = node.isEmpty() ? Cardinality.ROOT : Cardinality.SINGLE;
    return TransactionTable.variant(infno)
        .map(base -> shapes.get(new Key(base, direction, node)))
        .orElseGet(() -> new Shape(usual, null));
  }

  boolean has(String infno, Direction direction, String node) {
    return shapes.containsKey(new Key(infno, direction, node));
  }

  private static Cardinality cardinality(String word) {
    return switch (word) {
      case "one" -> Cardinality.SINGLE;
      case "many" -> Cardinality.ARRAY;
      case "file" -> Cardinality.FILE;
      default -> throw new IllegalStateException("cardinality is one, many or file, not " + word);
    };
  }
}
