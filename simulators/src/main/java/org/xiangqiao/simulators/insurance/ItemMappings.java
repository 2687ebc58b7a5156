package org.xiangqiao.simulators.insurance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * 3301, 3302: the items' mapping of each institution (目录对照). A message is taken as a whole or not
 * at all; the same row again changes nothing, a row that is not there is withdrawn without
 * complaint.
 */
class ItemMappings {

  private final Map<String, Map<String, String>> byInstitution = new TreeMap<>();
  private final Set<String> unknown = new TreeSet<>();
  private final int limit;

  ItemMappings(int limit) {
    this.limit = limit;
  }

  /** National codes that are refused from now on. */
  void refuse(Set<String> codes) {
    unknown.clear();
    unknown.addAll(codes);
  }

  /** National code by local code. */
  Map<String, String> of(String institution) {
    return new TreeMap<>(byInstitution.getOrDefault(institution, Map.of()));
  }

  Map<String, List<Map<String, Object>>> upload(Call call) {
    Map<String, String> wanted = new LinkedHashMap<>();
    for (JsonNode row : rows(call)) {
      String national = Call.need(row, "med_list_codg");
      if (unknown.contains(national)) {
        throw new Refusal("医疗目录编码不存在: " + national);
      }
      wanted.put(Call.need(row, "fixmedins_hilist_id"), national);
    }
    Map<String, String> mapped =
        byInstitution.computeIfAbsent(call.institution(), code -> new TreeMap<>());
    if (mapped.size() + wanted.size() > limit) {
      throw new Refusal("模拟平台已满");
    }
    mapped.putAll(wanted);
    return Step.done();
  }

  Map<String, List<Map<String, Object>>> withdraw(Call call) {
    List<JsonNode> rows = rows(call);
    for (JsonNode row : rows) {
      Call.need(row, "fixmedins_hilist_id");
      Call.need(row, "med_list_codg");
    }
    Map<String, String> mapped = byInstitution.getOrDefault(call.institution(), new TreeMap<>());
    for (JsonNode row : rows) {
      mapped.remove(row.path("fixmedins_hilist_id").asText(), row.path("med_list_codg").asText());
    }
    return Step.done();
  }

  private static List<JsonNode> rows(Call call) {
    List<JsonNode> rows = new ArrayList<>(call.rows("data"));
    if (rows.isEmpty()) {
      throw new Refusal("必填字段为空: data");
    }
    return rows;
  }
}
