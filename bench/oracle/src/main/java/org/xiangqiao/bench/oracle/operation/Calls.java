package org.xiangqiao.bench.oracle.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code operations.yaml}: for each operation its calls, in order. */
final class Calls {

  private static final String FILE = "/operations.yaml";

  private Calls() {}

  /**
   * @param names what stands for a name in braces, for example the id of some Patient
   */
  static List<Call> read(Map<String, String> names) throws IOException {
    try (InputStream file = Calls.class.getResourceAsStream(FILE)) {
      List<Call> calls = new ArrayList<>();
      for (JsonNode operation : new YAMLMapper().readTree(file)) {
        for (JsonNode each : operation.path("calls")) {
          calls.add(call(operation.path("operation").asText(), each, names));
        }
      }
      return calls;
    }
  }

  private static Call call(String operation, JsonNode node, Map<String, String> names) {
    String[] line = named(node.path("call").asText(), names).split(" ", 2);
    Map<String, String> parameters = new LinkedHashMap<>();
    node.path("parameters")
        .fields()
        .forEachRemaining(
            each -> parameters.put(each.getKey(), named(each.getValue().asText(), names)));
    Look look = Look.valueOf(node.path("look").asText("status").toUpperCase(Locale.ROOT));
    return new Call(operation, line[0], line[1], parameters, node.get("body"), look);
  }

  private static String named(String text, Map<String, String> names) {
    String all = text;
    for (Map.Entry<String, String> name : names.entrySet()) {
      all = all.replace("{" + name.getKey() + "}", name.getValue());
    }
    return all;
  }
}
