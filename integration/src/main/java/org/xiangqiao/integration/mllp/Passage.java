package org.xiangqiao.integration.mllp;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.xiangqiao.integration.ledger.LedgerEntry;
import org.xiangqiao.integration.ledger.MessageState;
import org.xiangqiao.mappings.MappingProblem;
import org.xiangqiao.mappings.hl7v2.DecodedMessage;
import org.xiangqiao.mappings.hl7v2.MappingResult;

/** How far a message has come. Each step takes one kind and hands on every other untouched. */
sealed interface Passage {

  Arrived arrived();

  /**
   * Read from the wire, header and sender known as far as can be.
   *
   * @param problems why it cannot be processed, or empty
   */
  record Arrived(
      byte[] payload,
      Instant at,
      String requestId,
      DecodedMessage message,
      Optional<Partner> partner,
      int tenant,
      List<MappingProblem> problems)
      implements Passage {

    @Override
    public Arrived arrived() {
      return this;
    }

    String partnerId() {
      return partner.map(Partner::id).orElse(Partners.UNKNOWN);
    }
  }

  /**
   * Durable in the ledger.
   *
   * @param again true when it was here before: another thread may be at it
   */
  record Recorded(Arrived arrived, LedgerEntry entry, boolean again) implements Passage {}

  /** Became a FHIR transaction. */
  record Translated(Recorded recorded, MappingResult.Mapped mapped) implements Passage {

    @Override
    public Arrived arrived() {
      return recorded.arrived();
    }
  }

  /**
   * Finished.
   *
   * @param answer the acknowledgement, or null: then the connection is closed without one, which
   *     tells the sender to send again
   */
  record Settled(Arrived arrived, Long messageId, MessageState state, byte[] answer)
      implements Passage {}
}
