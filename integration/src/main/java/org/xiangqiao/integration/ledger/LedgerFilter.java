package org.xiangqiao.integration.ledger;

import java.time.Instant;

/**
 * Filter of ledger lists; null means any. Newest first, {@code before} is the message id to go on
 * from.
 */
public record LedgerFilter(
    String partner,
    String direction,
    MessageState state,
    String messageType,
    String controlId,
    Instant since,
    Instant until,
    Long before,
    int count) {}
