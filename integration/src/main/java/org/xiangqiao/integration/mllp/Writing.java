package org.xiangqiao.integration.mllp;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.springframework.dao.ConcurrencyFailureException;
import org.xiangqiao.integration.ledger.ExchangeLedger;
import org.xiangqiao.integration.ledger.LedgerConflictException;
import org.xiangqiao.integration.ledger.LedgerEntry;
import org.xiangqiao.integration.ledger.MessageState;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;

/**
 * Fourth step: one store transaction holds the resources and the ledger's new state with the
 * acknowledgement. Losing a race against another message about the same resident means looking
 * again and deciding again.
 */
class Writing {

  private static final int ATTEMPTS = 8;

  /** Key of the store's problem when an {@code ifMatch} no longer holds. */
  private static final String VERSION_MISMATCH = "version-mismatch";

  private final FhirStore store;
  private final ExchangeLedger ledger;
  private final StoredState storedState;
  private final SenderOrganizations organizations;
  private final Settlement settlement;

  /** One message is written by one thread of this node at a time; messages share 256 locks. */
  private final Lock[] locks =
      IntStream.range(0, 256).mapToObj(i -> new ReentrantLock()).toArray(Lock[]::new);

  Writing(
      FhirStore store,
      ExchangeLedger ledger,
      StoredState storedState,
      SenderOrganizations organizations,
      Settlement settlement) {
    this.store = store;
    this.ledger = ledger;
    this.storedState = storedState;
    this.organizations = organizations;
    this.settlement = settlement;
  }

  Passage.Settled write(Passage.Translated translated) {
    LedgerEntry entry = translated.recorded().entry();
    Lock lock = locks[(int) (entry.messageId() & 255)];
    lock.lock();
    try {
      return finishedMeanwhile(translated.recorded()).orElseGet(() -> writeOrRefuse(translated));
    } finally {
      lock.unlock();
    }
  }

  private Optional<Passage.Settled> finishedMeanwhile(Passage.Recorded recorded) {
    if (!recorded.again()) {
      return Optional.empty();
    }
    LedgerEntry entry = recorded.entry();
    return ledger
        .find(entry.tenantId(), entry.messageId())
        .filter(now -> now.state() == MessageState.STORED || now.state() == MessageState.UNCHANGED)
        .map(now -> settlement.asRecorded(recorded));
  }

  private Passage.Settled writeOrRefuse(Passage.Translated translated) {
    Passage.Recorded recorded = translated.recorded();
    Partner partner = recorded.arrived().partner().orElseThrow();
    Caller caller = partner.caller(recorded.arrived().requestId());
    try {
      organizations.ensure(partner, caller);
      for (int attempt = 1; ; attempt++) {
        try {
          return writeOnce(caller, translated);
        } catch (StoreException | RaceLost e) {
          if (!worthLookingAgain(e)) {
            throw e;
          }
          if (attempt == ATTEMPTS) {
            throw lostRace(e) ? notNow(e) : e;
          }
          if (lostRace(e)) {
            pause(attempt);
          }
        }
      }
    } catch (LedgerConflictException e) {
      return settlement.asRecorded(recorded);
    } catch (StoreException e) {
      if (e.kind() == StoreProblem.Kind.UNAVAILABLE || e.kind() == StoreProblem.Kind.TIMEOUT) {
        throw e;
      }
      return settlement.refused(
          recorded, e.problems().stream().map(StoreRefusal::of).toList(), true);
    }
  }

  private Passage.Settled writeOnce(Caller caller, Passage.Translated translated) {
    Passage.Recorded recorded = translated.recorded();
    StoredState.Fitted fitted = storedState.fit(caller, translated.mapped());
    if (!fitted.worthWriting()) {
      return settlement.unchanged(recorded);
    }
    byte[] answer = settlement.accepted(recorded);
    store.process(
        caller,
        fitted.transaction(),
        fitted.asExpected(),
        storedState.doseEvents(fitted, translated.mapped()),
        ledger.stored(recorded.entry(), answer));
    return settlement.stored(recorded, answer);
  }

  private static boolean worthLookingAgain(RuntimeException e) {
    return !(e instanceof StoreException refusal)
        || refusal.kind() == StoreProblem.Kind.CONFLICT
        || refusal.kind() == StoreProblem.Kind.PRECONDITION_FAILED;
  }

  private static boolean lostRace(RuntimeException e) {
    return !(e instanceof StoreException refusal)
        || refusal.problems().stream().anyMatch(p -> VERSION_MISMATCH.equals(p.key()));
  }

  /** Nothing is wrong with the message: it stays received, and its sender sends it again. */
  private static RuntimeException notNow(RuntimeException e) {
    return new ConcurrencyFailureException("others were faster " + ATTEMPTS + " times", e);
  }

  /** Those who collide look again at different moments, and ever further apart. */
  private static void pause(int attempt) {
    long millis = ThreadLocalRandom.current().nextLong(5, 51) * attempt;
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /** What was looked up before the transaction is no longer so. */
  static final class RaceLost extends RuntimeException {
    RaceLost(String type) {
      super(type + " was written meanwhile");
    }
  }
}
