package org.xiangqiao.integration.ledger;

/**
 * A message that will be sent.
 *
 * @param controlId stable message id under which the partner sees every attempt
 */
public record OutgoingMessage(
    int tenantId, String partner, String messageType, String controlId, String requestId) {}
