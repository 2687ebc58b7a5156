package org.xiangqiao.integration.ledger;

import java.time.Instant;
import java.util.List;

/** A ledger row without payload, as lists show it. */
public record LedgerEntry(
    int tenantId,
    long messageId,
    Instant recordedAt,
    MessageState state,
    Instant stateAt,
    String direction,
    String partner,
    String messageType,
    String controlId,
    List<String> flags,
    int attempts,
    List<Problem> problems,
    List<String> resources,
    String requestId,
    Long replayOf) {}
