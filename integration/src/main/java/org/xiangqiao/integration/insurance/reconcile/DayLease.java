package org.xiangqiao.integration.insurance.reconcile;

import java.time.LocalDate;

/**
 * The right to reconcile one day of one institution (对账锁).
 *
 * @param fence grows with every lease; what an older one wants to record is refused
 * @param attempts that the platform did not answer
 */
record DayLease(
    int tenantId, String institution, LocalDate day, String owner, long fence, int attempts) {}
