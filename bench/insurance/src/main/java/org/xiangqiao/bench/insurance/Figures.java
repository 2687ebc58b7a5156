package org.xiangqiao.bench.insurance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Milliseconds of many calls. */
record Figures(List<Double> sorted) {

  Figures {
    sorted = sorted.stream().sorted().toList();
  }

  double at(double share) {
    if (sorted.isEmpty()) {
      return 0;
    }
    return sorted.get(Math.min(sorted.size() - 1, (int) (share * sorted.size())));
  }

  Map<String, Object> map() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("calls", sorted.size());
    map.put("p50", at(0.5));
    map.put("p99", at(0.99));
    return map;
  }
}
