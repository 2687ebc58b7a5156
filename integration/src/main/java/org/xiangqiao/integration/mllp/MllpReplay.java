package org.xiangqiao.integration.mllp;

import java.util.Optional;
import org.xiangqiao.integration.ledger.ExchangeLedger;
import org.xiangqiao.integration.ledger.LedgerEntry;
import org.xiangqiao.integration.ledger.Replay;

/**
 * Sends a kept message through the journey once more: for an operator, and after a crash. The
 * sender is not answered; it asks again and then finds the answer in the ledger.
 */
class MllpReplay implements Replay {

  private final MllpSteps steps;
  private final ExchangeLedger ledger;

  MllpReplay(MllpSteps steps, ExchangeLedger ledger) {
    this.steps = steps;
    this.ledger = ledger;
  }

  /** HL7 v2 messages that came in: {@code ADT^A04}, or {@code unparsed}. */
  @Override
  public boolean handles(LedgerEntry entry) {
    return "in".equals(entry.direction())
        && (entry.messageType().indexOf('^') == 3 || "unparsed".equals(entry.messageType()));
  }

  @Override
  public LedgerEntry replay(LedgerEntry entry) {
    Optional<byte[]> payload = ledger.payload(entry.tenantId(), entry.messageId());
    if (payload.isEmpty()) {
      return entry;
    }
    Passage passage = steps.recognition().recogniseKept(entry, payload.get());
    try {
      steps.answering().answer(process((Passage.Recorded) passage));
    } catch (RuntimeException e) {
      steps
          .failures()
          .settle(passage, e)
          .ifPresentOrElse(
              steps.answering()::answer,
              () -> {
                throw e;
              });
    }
    return ledger.find(entry.tenantId(), entry.messageId()).orElse(entry);
  }

  private Passage.Settled process(Passage.Recorded recorded) {
    if (!recorded.arrived().problems().isEmpty()) {
      return steps.settlement().refused(recorded, recorded.arrived().problems(), false);
    }
    Passage translated = steps.translation().translate(recorded);
    return translated instanceof Passage.Translated ready
        ? steps.writing().write(ready)
        : (Passage.Settled) translated;
  }
}
