package org.xiangqiao.integration.mllp;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
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
  private static final int PAGE = 500;

  /** So many of a tenant in one round; those after them are left to the next. */
  private static final int ROUND = 10_000;

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
    } catch (Throwable e) {
      // A schedule ends for good with the first round that throws.
      LOG.warn("mllp recovery interrupted: {}", e.getClass().getName());
    }
  }

  private void recover(int tenant) {
    for (Long messageId : unfinished(tenant)) {
      try {
        ledger
            .find(tenant, messageId)
            .filter(entry -> entry.state() == MessageState.RECEIVED)
            .ifPresent(replay::replay);
      } catch (RuntimeException e) {
        if (databaseIsGone(e)) {
          throw e;
        }
        LOG.warn("mllp recovery of message {} failed: {}", messageId, e.getClass().getName());
      }
    }
  }

  /** Oldest first, as they came: the ledger lists newest first, so the oldest page is the last. */
  private Collection<Long> unfinished(int tenant) {
    Instant until = clock.instant().minus(settings.recoverAfter());
    NavigableSet<Long> oldest = new TreeSet<>();
    Long before = null;
    List<LedgerEntry> page;
    do {
      page =
          ledger.list(
              tenant,
              new LedgerFilter(
                  null, "in", MessageState.RECEIVED, null, null, null, until, before, PAGE));
      for (LedgerEntry entry : page) {
        before = entry.messageId();
        if (replay.handles(entry)) {
          oldest.add(entry.messageId());
        }
      }
      while (oldest.size() > ROUND) {
        oldest.pollLast();
      }
    } while (page.size() == PAGE);
    return oldest;
  }

  /** A race lost to the end is "not now" for its message, but says nothing of the others. */
  private static boolean databaseIsGone(RuntimeException e) {
    return Unavailable.is(e) && !(e instanceof ConcurrencyFailureException);
  }
}
