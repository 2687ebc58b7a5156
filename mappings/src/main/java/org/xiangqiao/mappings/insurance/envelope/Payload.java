package org.xiangqiao.mappings.insurance.envelope;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The business part of a message, {@code input} or {@code output}: rows by name of their node, in
 * order; the empty name is the part itself. Immutable.
 */
public final class Payload {

  /** Name of the node whose fields stand in the input or output itself. */
  public static final String ROOT = "";

  private static final Payload EMPTY = new Payload(Map.of());

  private final Map<String, List<Row>> nodes;

  private Payload(Map<String, List<Row>> nodes) {
    Map<String, List<Row>> copy = new LinkedHashMap<>();
    nodes.forEach((name, rows) -> copy.put(name, List.copyOf(rows)));
    this.nodes = Collections.unmodifiableMap(copy);
  }

  public static Payload empty() {
    return EMPTY;
  }

  public static Payload of(Map<String, List<Row>> nodes) {
    return new Payload(nodes);
  }

  /** One row under one node: what most requests are. */
  public static Payload of(String node, Row row) {
    return new Payload(Map.of(node, List.of(row)));
  }

  public static Payload of(String node, List<Row> rows) {
    return new Payload(Map.of(node, rows));
  }

  public Payload and(String node, List<Row> rows) {
    Map<String, List<Row>> more = new LinkedHashMap<>(nodes);
    more.put(node, rows);
    return new Payload(more);
  }

  public Map<String, List<Row>> nodes() {
    return nodes;
  }

  public List<Row> rows(String node) {
    return nodes.getOrDefault(node, List.of());
  }

  /** The node's first row; without fields when there is none. */
  public Row row(String node) {
    return rows(node).stream().findFirst().orElse(Row.empty());
  }

  public boolean isEmpty() {
    return nodes.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload payload && payload.nodes.equals(nodes);
  }

  @Override
  public int hashCode() {
    return nodes.hashCode();
  }

  @Override
  public String toString() {
    return "Payload" + nodes.keySet();
  }
}
