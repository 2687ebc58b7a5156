package org.xiangqiao.integration.outbox;

/**
 * A worker's right to a lane.
 *
 * @param fence grows with every lease of the lane; what an older lease wants to record is refused
 * @param failures unavailability in a row before this lease
 */
record Lease(int tenantId, String partner, String lane, String owner, long fence, int failures) {}
