package org.xiangqiao.programmes.supervision;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A legitimate bill that looks like a hit: the hit, with what makes it legitimate.
 *
 * @param like the hit
 * @param changes by JSON pointers into the hit's short form; several that are parted by blanks get
 *     the same value and are one change
 * @param why it is legitimate
 */
record LookAlike(
    String rule, String name, RuleCase like, Map<String, JsonNode> changes, String why) {

  static List<LookAlike> of(String rule) throws IOException {
    List<RuleCase> hits = RuleCase.of(rule, "hits");
    List<LookAlike> all = new ArrayList<>();
    for (JsonNode one : RuleCase.file(rule).path("lookalikes")) {
      String name = one.path("name").asText();
      RuleCase like =
          hits.stream()
              .filter(hit -> hit.name().equals(one.path("like").asText()))
              .findFirst()
              .orElseThrow(() -> new IOException(rule + ", " + name + ": no such hit"));
      Map<String, JsonNode> changes = new LinkedHashMap<>();
      one.path("change").properties().forEach(to -> changes.put(to.getKey(), to.getValue()));
      all.add(new LookAlike(rule, name, like, changes, one.path("why").asText()));
    }
    return all;
  }

  Evidence evidence() throws IOException {
    return without(null);
  }

  /** With one change taken back. */
  Evidence without(String change) throws IOException {
    ObjectNode changed = like.given().deepCopy();
    for (Map.Entry<String, JsonNode> one : changes.entrySet()) {
      if (!one.getKey().equals(change)) {
        for (String place : one.getKey().split(" +")) {
          set(changed, JsonPointer.compile(place), one.getValue().deepCopy());
        }
      }
    }
    return CompactEvidence.of(changed);
  }

  private static void set(ObjectNode root, JsonPointer place, JsonNode value) {
    JsonNode parent = root.at(place.head());
    if (parent instanceof ArrayNode rows) {
      int at = place.last().getMatchingIndex();
      if (at < 0) {
        rows.add(value);
      } else {
        rows.set(at, value);
      }
    } else {
      ObjectNode fields =
          parent.isMissingNode() ? root.withObject(place.head()) : (ObjectNode) parent;
      fields.set(place.last().getMatchingProperty(), value);
    }
  }
}
