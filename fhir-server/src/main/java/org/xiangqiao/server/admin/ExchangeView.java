package org.xiangqiao.server.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.xiangqiao.integration.ledger.LedgerEntry;
import org.xiangqiao.integration.ledger.Problem;

/** A message of the exchange ledger (交换台账) as administration shows it, without its content. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ExchangeView(
    long id,
    Instant recordedAt,
    String direction,
    String partner,
    String type,
    String controlId,
    String state,
    Instant stateAt,
    int attempts,
    List<String> flags,
    List<Problem> problems,
    List<String> resources,
    String requestId,
    Long replayOf) {

  static ExchangeView of(LedgerEntry entry) {
    return new ExchangeView(
        entry.messageId(),
        entry.recordedAt(),
        entry.direction(),
        entry.partner(),
        entry.messageType(),
        entry.controlId(),
        entry.state().code(),
        entry.stateAt(),
        entry.attempts(),
        entry.flags(),
        entry.problems(),
        entry.resources(),
        entry.requestId(),
        entry.replayOf());
  }
}
