package org.xiangqiao.integration.mllp;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xiangqiao.integration.ledger.ExchangeLedger;
import org.xiangqiao.integration.ledger.LedgerEntry;
import org.xiangqiao.integration.ledger.LedgerFilter;
import org.xiangqiao.integration.ledger.MessageState;

/**
 * Finishes what a crash or an outage of the database interrupted between "received" and "answered".
 * Messages that this node is still working on are younger than the waiting time, and working twice
 * on one does no harm.
 */
class MllpRecovery {

  private static final Logger LOG = LoggerFactory.getLogger(MllpRecovery.class);
  private static final int BATCH = 200;

  private final ExchangeLedger ledger;
  private final MllpReplay replay;
  private final Partners partners;
  private final MllpSettings settings;
  private final Clock clock;

  MllpRecovery(
      ExchangeLedger ledger,
      MllpReplay replay,
      Partners partners,
      MllpSettings settings,
      Clock clock) {
    this.ledger = ledger;
    this.replay = replay;
    this.partners = partners;
    this.settings = settings;
    this.clock = clock;
  }

  /** One round; never throws, the next round tries again. */
  void run() {
    Set<Integer> tenants = new TreeSet<>(partners.tenants());
    tenants.add(settings.unknownSenderTenant());
    try {
      tenants.forEach(this::recover);
    } catch (RuntimeException e) {
      LOG.warn("mllp recovery interrupted: {}", e.getClass().getSimpleName());
    }
  }

  private void recover(int tenant) {
    Instant until = clock.instant().minus(settings.recoverAfter());
    Long before = null;
    List<LedgerEntry> batch;
    do {
      batch =
          ledger.list(
              tenant,
              new LedgerFilter(
                  null, "in", MessageState.RECEIVED, null, null, null, until, before, BATCH));
      for (LedgerEntry entry : batch) {
        before = entry.messageId();
        if (replay.handles(entry)) {
          replay.replay(entry);
        }
      }
    } while (batch.size() == BATCH);
  }
}
