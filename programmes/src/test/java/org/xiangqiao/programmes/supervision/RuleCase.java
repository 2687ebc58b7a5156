package org.xiangqiao.programmes.supervision;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A case of a rule's file, as {@link CompactEvidence} reads it.
 *
 * @param finds where the rule hits; empty in a clean case
 */
record RuleCase(String name, JsonNode given, Evidence evidence, List<String> finds) {

  static List<RuleCase> of(String rule, String kind) throws IOException {
    List<RuleCase> cases = new ArrayList<>();
    for (JsonNode one : file(rule).path(kind)) {
      List<String> finds = new ArrayList<>();
      one.path("finds").forEach(place -> finds.add(place.asText()));
      cases.add(new RuleCase(one.path("name").asText(), one, CompactEvidence.of(one), finds));
    }
    return cases;
  }

  static JsonNode file(String rule) throws IOException {
    try (InputStream file = RuleCase.class.getResourceAsStream(rule + ".yaml")) {
      if (file == null) {
        throw new IOException("rule " + rule + " has no cases");
      }
      return CompactEvidence.YAML.readTree(file);
    }
  }
}
