package org.xiangqiao.integration.insurance.reconcile;

import java.math.BigDecimal;

/**
 * One line of a day's report.
 *
 * @param settlement {@code setl_id}; null while it is not known
 * @param messageId of what does not agree or is not resolved; else null
 * @param funds null where only the platform knows
 * @param claimId logical ids, or null
 * @param result 0 to 3; null of what is not resolved
 * @param state of what is not resolved; else null
 * @param memo the platform's, or null
 */
record ReportLine(
    String settlement,
    String messageId,
    boolean refund,
    BigDecimal funds,
    String claimId,
    String responseId,
    String result,
    String state,
    String memo) {}
