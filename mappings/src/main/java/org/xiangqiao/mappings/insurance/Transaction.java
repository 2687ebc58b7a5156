package org.xiangqiao.mappings.insurance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One transaction (交易) of the platform.
 *
 * @param infno its number (交易编号), for example {@code 2203A}
 * @param nameZh empty when the sources name it nowhere
 * @param paths of one province's list; several when its sources differ, none when not known
 * @param reversible whether 2601 covers it
 */
public record Transaction(
    String infno,
    String nameZh,
    String nameEn,
    List<String> paths,
    Effect effect,
    boolean reversible,
    List<Node> nodes) {

  public Transaction {
    paths = List.copyOf(paths);
    nodes = List.copyOf(nodes);
  }

  /** Whether any of its fields is known; else the operator has to complete its file. */
  public boolean documented() {
    return !nodes.isEmpty();
  }

  public List<Node> nodes(Direction direction) {
    return nodes.stream().filter(node -> node.direction() == direction).toList();
  }

  public Optional<Node> node(Direction direction, String name) {
    return nodes.stream()
        .filter(node -> node.direction() == direction && node.name().equals(name))
        .findFirst();
  }

  /** With others in place of those of the same direction. */
  Transaction with(List<Node> others) {
    List<Node> all = new ArrayList<>(others);
    nodes.stream()
        .filter(node -> others.stream().noneMatch(one -> one.direction() == node.direction()))
        .forEach(all::add);
    return new Transaction(infno, nameZh, nameEn, paths, effect, reversible, all);
  }
}
