package org.xiangqiao.simulators.insurance;

import java.util.List;
import java.util.Map;

/** What the platform does for a transaction; called under the books' lock. */
@FunctionalInterface
interface Step {

  /**
   * @return the values of the answer by node; nothing for a transaction without output
   * @throws Refusal when it is not done
   */
  Map<String, List<Map<String, Object>>> take(Call call);

  /** For transactions whose whole answer is infcode 0. */
  static Map<String, List<Map<String, Object>>> done() {
    return Map.of();
  }

  /** An answer of one node with one row. */
  static Map<String, List<Map<String, Object>>> one(String node, Map<String, Object> row) {
    return Map.of(node, List.of(row));
  }
}
