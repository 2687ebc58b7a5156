package org.xiangqiao.integration.insurance.catalogue;

import java.time.LocalDateTime;

/**
 * The right to work on one catalogue of one institution (任务锁).
 *
 * @param position how far it is; null at the beginning
 * @param since update time from which it asks; null for everything
 * @param newest newest update time that it has seen, or null
 * @param attempts that the platform did not answer
 * @param fence grows with every lease; what an older one wants to record is refused
 */
public record JobLease(
    int tenantId,
    String institution,
    String catalogue,
    String position,
    LocalDateTime since,
    LocalDateTime newest,
    int attempts,
    String owner,
    long fence) {}
