package org.xiangqiao.integration.insurance.reconcile;

import org.xiangqiao.mappings.insurance.statement.StatementResult;
import org.xiangqiao.mappings.insurance.statement.Sums;

/**
 * A total of ours and what the platform says of it (对总账).
 *
 * @param result null until the platform has answered
 * @param description the platform's words, or null
 * @param file number of the detail result, or null
 * @param different rows of the detail result that do not agree and are of this scope
 * @param reported whether an earlier run has written a report
 */
record Statement(
    Scope scope,
    Sums ours,
    StatementResult result,
    String description,
    String file,
    int different,
    boolean reported) {

  boolean agrees() {
    return result == StatementResult.AGREED && different == 0;
  }
}
