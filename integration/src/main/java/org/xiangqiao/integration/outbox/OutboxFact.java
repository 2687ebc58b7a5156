package org.xiangqiao.integration.outbox;

import java.time.Instant;

/**
 * A fact on its way to a partner: one version of one resource.
 *
 * @param number place in the lane, in the order of commits
 * @param messageId of the ledger
 * @param controlId the stable message id that the partner sees on every attempt
 * @param effect {@code created}, {@code updated} or {@code deleted}
 */
public record OutboxFact(
    int tenantId,
    String partner,
    String lane,
    long number,
    long messageId,
    String controlId,
    String resourceType,
    String resourceId,
    long version,
    String effect,
    Instant createdAt) {

  String resource() {
    return resourceType + "/" + resourceId;
  }
}
