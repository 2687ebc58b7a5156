package org.xiangqiao.store.write;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes by resource type, types in one order everywhere so that row locks do not cross. */
final class ByType {

  private ByType() {}

  static SortedMap<String, List<PlannedWrite>> of(List<PlannedWrite> writes) {
    Map<String, List<PlannedWrite>> grouped =
        writes.stream().collect(Collectors.groupingBy(PlannedWrite::type));
    return new TreeMap<>(grouped);
  }
}
