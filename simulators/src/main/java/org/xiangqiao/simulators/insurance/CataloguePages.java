package org.xiangqiao.simulators.insurance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * 1304, 1312 and others: rows of catalogues, as somebody seeded them, page by page and by their
 * update time.
 */
class CataloguePages {

  private final Map<String, List<Map<String, Object>>> rows = new HashMap<>();

  void seed(String infno, List<Map<String, Object>> all) {
    rows.put(infno, List.copyOf(all));
  }

  Map<String, List<Map<String, Object>>> page(Call call) {
    String since = call.need("data", "updt_time");
    int page = Call.number(call.row("data"), "page_num").intValue();
    int size = Call.number(call.row("data"), "page_size").intValue();
    if (page < 1 || size < 1) {
      throw new Refusal("分页参数错误");
    }
    List<Map<String, Object>> found = new ArrayList<>();
    for (Map<String, Object> row : rows.getOrDefault(call.infno(), List.of())) {
      if (String.valueOf(row.get("updt_time")).compareTo(since) >= 0) {
        found.add(row);
      }
    }
    int from = Math.min(found.size(), (page - 1) * size);
    return Map.of("data", found.subList(from, Math.min(found.size(), from + size)));
  }
}
