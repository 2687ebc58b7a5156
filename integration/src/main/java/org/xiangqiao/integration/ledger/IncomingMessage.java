package org.xiangqiao.integration.ledger;

/**
 * A message as it came from the wire.
 *
 * @param partner configured partner id; {@code unknown} when the sender could not be told
 * @param messageType for example {@code VXU^V04}; {@code unparsed} when it could not be read
 * @param controlId MSH-10 or the like; may be empty
 */
public record IncomingMessage(
    int tenantId,
    String partner,
    String messageType,
    String controlId,
    String charset,
    byte[] payload,
    String requestId) {}
