package org.xiangqiao.integration.mllp;

import org.xiangqiao.integration.ledger.ExchangeLedger;
import org.xiangqiao.integration.ledger.IncomingMessage;
import org.xiangqiao.integration.ledger.Receipt;

/**
 * Second step: the raw message is durable before anything else happens. The very same message of
 * the same sender, answered before, gets the same answer without effect.
 */
class Recording {

  /** HL7 v2 ends MSH-10 at 199 characters (ST of version 2.7 and later). */
  private static final int LONGEST = 199;

  private final ExchangeLedger ledger;
  private final Settlement settlement;

  Recording(ExchangeLedger ledger, Settlement settlement) {
    this.ledger = ledger;
    this.settlement = settlement;
  }

  /**
   * @return {@code Recorded}, or {@code Settled} when there is nothing left to do
   */
  Passage record(Passage.Arrived arrived) {
    Receipt receipt =
        ledger.receive(
            new IncomingMessage(
                arrived.tenant(),
                arrived.partnerId(),
                column(arrived.message().messageType()),
                column(arrived.message().controlId()),
                arrived.message().charset(),
                arrived.payload(),
                arrived.requestId()));
    if (receipt.repeated() && receipt.answer() != null) {
      return new Passage.Settled(
          arrived, receipt.entry().messageId(), receipt.entry().state(), receipt.answer());
    }
    Passage.Recorded recorded = new Passage.Recorded(arrived, receipt.entry(), receipt.repeated());
    return arrived.problems().isEmpty()
        ? recorded
        : settlement.refused(recorded, arrived.problems(), false);
  }

  /** A sender may write anything into its header; not everything can be kept or indexed as text. */
  private static String column(String text) {
    return text.codePoints()
        .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE)
        .limit(LONGEST)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
