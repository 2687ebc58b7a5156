package org.xiangqiao.integration.ledger;

/** Processes a kept message again; every gateway and bridge offers one for its own messages. */
public interface Replay {

  /** Whether this replay is the one for the message. */
  boolean handles(LedgerEntry entry);

  /** Idempotent; the entry's new state is returned. */
  LedgerEntry replay(LedgerEntry entry);
}
