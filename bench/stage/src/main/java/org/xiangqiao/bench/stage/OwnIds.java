package org.xiangqiao.bench.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns Bundles in which entries refer to each other by {@code urn:uuid} and by conditional
 * references into resources that refer to each other by {@code Type/id}, so that two servers can
 * store them under the same ids.
 */
final class OwnIds {

  private final List<ObjectNode> resources = new ArrayList<>();
  private final Map<String, String> addresses = new HashMap<>();

  OwnIds(List<JsonNode> bundles) {
    for (JsonNode bundle : bundles) {
      for (JsonNode entry : bundle.path("entry")) {
        ObjectNode resource = (ObjectNode) entry.get("resource");
        remember(entry.path("fullUrl").asText(), resource);
        resources.add(resource);
      }
    }
    resources.forEach(this::rewrite);
  }

  List<ObjectNode> resources() {
    return List.copyOf(resources);
  }

  private void remember(String fullUrl, ObjectNode resource) {
    String type = resource.path("resourceType").asText();
    String address = type + "/" + resource.path("id").asText();
    addresses.put(fullUrl, address);
    for (JsonNode identifier : resource.path("identifier")) {
      addresses.putIfAbsent(
          type
              + "?identifier="
              + identifier.path("system").asText()
              + "|"
              + identifier.path("value").asText(),
          address);
    }
  }

  private void rewrite(JsonNode node) {
    if (node instanceof ObjectNode object) {
      String reference = object.path("reference").asText("");
      if (reference.startsWith("urn:uuid:") || reference.contains("?")) {
        String address = addresses.get(reference);
        if (address == null) {
          throw new IllegalArgumentException("nothing has the address " + reference);
        }
        object.put("reference", address);
      }
      object.elements().forEachRemaining(this::rewrite);
    } else if (node instanceof ArrayNode array) {
      array.elements().forEachRemaining(this::rewrite);
    }
  }
}
