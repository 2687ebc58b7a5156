package org.xiangqiao.integration.insurance.list;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xiangqiao.mappings.insurance.fhir.SettlementListForm;

/** What was filled in, as it is kept. */
final class FormJson {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private record Kept(Map<String, String> fields, Map<String, List<Map<String, String>>> rows) {}

  private FormJson() {}

  static String write(SettlementListForm form) {
    try {
      return JSON.writeValueAsString(new Kept(form.fields(), form.rows()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static SettlementListForm read(String json) {
    try {
      Kept kept = JSON.readValue(json, Kept.class);
      return new SettlementListForm(
          kept.fields() == null ? Map.of() : kept.fields(),
          kept.rows() == null ? Map.of() : kept.rows());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a form that was kept cannot be read", e);
    }
  }

  /** What is given now wins; rows of a node replace the node's. */
  static SettlementListForm merged(SettlementListForm before, SettlementListForm given) {
    Map<String, String> fields = new HashMap<>(before.fields());
    fields.putAll(given.fields());
    Map<String, List<Map<String, String>>> rows = new HashMap<>(before.rows());
    rows.putAll(given.rows());
    return new SettlementListForm(fields, rows);
  }
}
