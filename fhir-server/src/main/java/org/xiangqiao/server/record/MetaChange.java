package org.xiangqiao.server.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adds labels to those of a resource, or takes them away: sets, told apart by system and code, or
 * by the whole URL of a profile (R4 resource-operation-meta-add).
 *
 * @param add false to take away
 */
record MetaChange(boolean add) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> LABELS = List.of("profile", "security", "tag");

  /**
   * The change as a JSON Patch (RFC 6902).
   *
   * @param before meta as it is
   * @param named labels to add or take away
   * @return empty if nothing changes
   */
  Optional<String> patch(JsonNode before, JsonNode named) {
    ArrayNode steps = JSON.createArrayNode();
    for (String label : LABELS) {
      Map<String, JsonNode> labels = set(before.path(label));
      int size = labels.size();
      Map<String, JsonNode> meant = set(named.path(label));
      if (add) {
        meant.forEach(labels::putIfAbsent);
      } else {
        labels.keySet().removeAll(meant.keySet());
      }
      if (labels.size() != size) {
        ObjectNode step = steps.addObject().put("op", labels.isEmpty() ? "remove" : "add");
        step.put("path", "/meta/" + label);
        if (!labels.isEmpty()) {
          step.putArray("value").addAll(labels.values());
        }
      }
    }
    return steps.isEmpty() ? Optional.empty() : Optional.of(steps.toString());
  }

  static boolean namesNothing(JsonNode named) {
    return LABELS.stream().allMatch(label -> named.path(label).isEmpty());
  }

  private static Map<String, JsonNode> set(JsonNode labels) {
    Map<String, JsonNode> set = new LinkedHashMap<>();
    for (JsonNode label : labels) {
      set.putIfAbsent(
          label.isTextual()
              ? label.asText()
              : label.path("system").asText() + "|" + label.path("code").asText(),
          label);
    }
    return set;
  }
}
