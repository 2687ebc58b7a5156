package org.xiangqiao.store.write;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.database.DatabaseFailures;

/**
 * One database transaction around a write. Deadlocks, serialization failures and unique keys lost
 * to a concurrent writer are run again, a bounded number of times, after a short random pause.
 */
final class WriteTransactions {

  private static final int ATTEMPTS = 6;
  private static final int PAUSE_MILLIS = 20;

  private final TransactionTemplate transaction;

  WriteTransactions(TransactionTemplate transaction) {
    this.transaction = transaction;
  }

  /**
   * @param conditional a business key taken in between is then no conflict yet: searching again may
   *     find its owner
   */
  <T> T run(boolean conditional, Supplier<T> work) {
    boolean joined = joins();
    for (int attempt = 1; ; attempt++) {
      try {
        return transaction.execute(status -> work.get());
      } catch (RuntimeException failure) {
        if (DatabaseFailures.first(failure) instanceof Participation.ParticipantFailure own) {
          throw DatabaseFailures.unavailable(own.failure());
        }
        boolean again =
            DatabaseFailures.lostRace(failure) && attempt < ATTEMPTS
                || conditional && attempt == 1 && ownerAppeared(failure);
        if (joined || !again) {
          throw DatabaseFailures.translate(failure);
        }
        pause(attempt);
      }
    }
  }

  /** Whether a transaction is under way that others go on with. */
  boolean joins() {
    return TransactionSynchronizationManager.isActualTransactionActive();
  }

  private static boolean ownerAppeared(RuntimeException failure) {
    return failure instanceof StoreException refusal
        && refusal.problems().get(0).key().equals(BusinessKeys.TAKEN);
  }

  private static void pause(int attempt) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(1, PAUSE_MILLIS << attempt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
