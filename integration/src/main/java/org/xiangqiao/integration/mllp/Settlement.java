package org.xiangqiao.integration.mllp;

import java.time.Clock;
import java.util.List;
import org.xiangqiao.integration.ledger.ExchangeLedger;
import org.xiangqiao.integration.ledger.LedgerConflictException;
import org.xiangqiao.integration.ledger.LedgerEntry;
import org.xiangqiao.integration.ledger.MessageState;
import org.xiangqiao.mappings.MappingProblem;
import org.xiangqiao.mappings.hl7v2.Acknowledgement;

/** Ends a message's passage: the ledger learns the outcome together with the acknowledgement. */
class Settlement {

  private final ExchangeLedger ledger;
  private final Acknowledgement acknowledgement;
  private final Clock clock;

  Settlement(ExchangeLedger ledger, Acknowledgement acknowledgement, Clock clock) {
    this.ledger = ledger;
    this.acknowledgement = acknowledgement;
    this.clock = clock;
  }

  /** The AA that may be sent once its transaction has committed. */
  byte[] accepted(Passage.Recorded recorded) {
    return answer(recorded, Acknowledgement.Code.AA, List.of());
  }

  Passage.Settled stored(Passage.Recorded recorded, byte[] answer) {
    return settled(recorded, MessageState.STORED, answer);
  }

  Passage.Settled unchanged(Passage.Recorded recorded) {
    byte[] answer = accepted(recorded);
    try {
      ledger.unchanged(recorded.entry(), answer);
    } catch (LedgerConflictException e) {
      return asRecorded(recorded);
    }
    return settled(recorded, MessageState.UNCHANGED, answer);
  }

  /**
   * @param parseable true: AE, understood but refused; false: AR
   */
  Passage.Settled refused(
      Passage.Recorded recorded, List<MappingProblem> problems, boolean parseable) {
    byte[] answer =
        answer(recorded, parseable ? Acknowledgement.Code.AE : Acknowledgement.Code.AR, problems);
    try {
      ledger.refused(
          recorded.entry(), problems.stream().map(StoreRefusal::forLedger).toList(), answer);
    } catch (LedgerConflictException e) {
      return asRecorded(recorded);
    }
    return settled(recorded, MessageState.REFUSED, answer);
  }

  /** Another thread or node has finished it meanwhile: its answer is the answer. */
  Passage.Settled asRecorded(Passage.Recorded recorded) {
    LedgerEntry now =
        ledger.find(recorded.entry().tenantId(), recorded.entry().messageId()).orElseThrow();
    byte[] answer = ledger.answer(now.tenantId(), now.messageId()).orElse(null);
    return settled(recorded, now.state(), answer);
  }

  private byte[] answer(
      Passage.Recorded recorded, Acknowledgement.Code code, List<MappingProblem> problems) {
    return acknowledgement.answer(
        recorded.arrived().message(),
        code,
        problems,
        "XQ" + recorded.entry().messageId(),
        clock.instant());
  }

  private static Passage.Settled settled(
      Passage.Recorded recorded, MessageState state, byte[] answer) {
    return new Passage.Settled(recorded.arrived(), recorded.entry().messageId(), state, answer);
  }
}
