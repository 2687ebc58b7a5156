package org.xiangqiao.mappings.insurance;

import java.util.List;
import java.util.Optional;

/**
 * A node (节点) of a message.
 *
 * @param name empty for the root
 * @param parent node within which it stands; {@code null} when it stands in the input or output
 */
public record Node(
    String name, Direction direction, Cardinality cardinality, String parent, List<Field> fields) {

  public Node {
    fields = List.copyOf(fields);
  }

  public Optional<Field> field(String key) {
    return fields.stream().filter(field -> field.key().equals(key)).findFirst();
  }
}
