package org.xiangqiao.programmes.supervision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.xiangqiao.programmes.benefit.CareLevel;

/**
 * The short form of a case. What it leaves out is a plain bill: one line of one piece on
 * 2026-06-01, with a trace code, of a township centre.
 */
final class CompactEvidence {

  static final ObjectMapper YAML = YAMLMapper.builder().addModule(new JavaTimeModule()).build();

  private static final Map<String, Object> LINE =
      Map.of("item", "ANY", "quantity", 1, "day", "2026-06-01", "time", "09:00:00", "traced", true);

  private CompactEvidence() {}

  static Evidence of(JsonNode one) throws IOException {
    ObjectNode bill = YAML.createObjectNode();
    bill.put("level", CareLevel.TOWNSHIP.name());
    if (one.has("bill")) {
      bill.setAll((ObjectNode) one.get("bill").deepCopy());
    }
    bill.set("lines", lines(one));
    List<ClaimedBill> others = new ArrayList<>();
    for (JsonNode other : one.path("others")) {
      ObjectNode whole = other.deepCopy();
      whole.set("lines", lines(other));
      others.add(bill(whole));
    }
    List<Stay> stays = new ArrayList<>();
    for (JsonNode stay : one.path("stays")) {
      stays.add(YAML.treeToValue(stay, Stay.class));
    }
    Insured person =
        one.has("person")
            ? YAML.treeToValue(one.get("person"), Insured.class)
            : new Insured(null, null, null);
    return new Evidence(bill(bill), person, others, stays);
  }

  private static JsonNode lines(JsonNode of) {
    List<JsonNode> given = new ArrayList<>();
    of.path("lines").forEach(given::add);
    if (given.isEmpty()) {
      given.add(of.has("line") ? of.get("line") : YAML.createObjectNode());
    }
    List<ObjectNode> whole = new ArrayList<>();
    for (JsonNode line : given) {
      ObjectNode filled = YAML.valueToTree(LINE);
      filled.put("position", whole.size());
      filled.put("number", "L" + whole.size());
      filled.setAll((ObjectNode) line);
      whole.add(filled);
    }
    return YAML.valueToTree(whole);
  }

  private static ClaimedBill bill(ObjectNode bill) throws IOException {
    if (!bill.has("visit")) {
      bill.put("visit", "V1");
    }
    if (!bill.has("diagnoses")) {
      bill.putArray("diagnoses").add("J06.900");
    }
    if (!bill.has("day")) {
      bill.set("day", bill.get("lines").get(0).get("day"));
    }
    if (bill.hasNonNull("stay")) {
      ((ObjectNode) bill.get("stay")).set("visit", bill.get("visit"));
    }
    return YAML.treeToValue(bill, ClaimedBill.class);
  }
}
