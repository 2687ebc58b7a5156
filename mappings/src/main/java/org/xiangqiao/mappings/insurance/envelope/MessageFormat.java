package org.xiangqiao.mappings.insurance.envelope;

import java.util.Map;

/**
 * How a province writes the envelope.
 *
 * @param inputAsText the input is a JSON text within the JSON, as some gateways want
 * @param nodeNames the province's name of a node by {@code infno.node}, where it differs
 */
public record MessageFormat(boolean inputAsText, Map<String, String> nodeNames) {

  public static final MessageFormat USUAL = new MessageFormat(false, Map.of());

  public MessageFormat {
    nodeNames = Map.copyOf(nodeNames);
  }

  String toProvince(String infno, String node) {
    return nodeNames.getOrDefault(infno + "." + node, node);
  }

  String fromProvince(String infno, String name) {
    return nodeNames.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(infno + "."))
        .filter(entry -> entry.getValue().equals(name))
        .map(entry -> entry.getKey().substring(infno.length() + 1))
        .findFirst()
        .orElse(name);
  }
}
