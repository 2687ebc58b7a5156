package org.xiangqiao.bench.oracle.compare;

import java.util.List;
import java.util.Set;

/**
 * All pages of one search together.
 *
 * @param status HTTP status of the first page that was not 200, else 200
 * @param matches {@code Type/id} in the order of the answer
 * @param total of the first page, null if it has none
 * @param problem of an OperationOutcome, shortened; empty if all is well
 */
record SearchAnswer(
    int status, List<String> matches, Set<String> included, Integer total, String problem) {

  boolean ok() {
    return status == 200;
  }

  boolean broken() {
    return status >= 500 && status != 501;
  }

  /** Number and first ids, for people. */
  String summary() {
    if (!ok()) {
      return status + " " + problem;
    }
    return matches.size()
        + (total == null ? "" : " of " + total)
        + (included.isEmpty() ? "" : " + " + included.size() + " included");
  }
}
