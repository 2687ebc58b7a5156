package org.xiangqiao.store.database;

import java.sql.SQLException;
import java.util.Set;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;

/**
 * Sorts database failures by SQLSTATE (PostgreSQL appendix A): worth another try inside, database
 * not there, or a bug that must be seen as it is.
 */
public final class DatabaseFailures {

  private static final Set<String> LOST_RACES = Set.of("40001", "40P01");
  private static final String UNIQUE_VIOLATION = "23505";
  private static final String QUERY_CANCELED = "57014";
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /** Connection, operator intervention, resources (disk full, connections), I/O, read-only. */
  private static final Set<String> GONE_CLASSES = Set.of("08", "53", "58");

  private static final Set<String> GONE_STATES =
      Set.of("57P01", "57P02", "57P03", "57P04", "57P05", "25006", "25P03");

  private DatabaseFailures() {}

  /** A race lost against another writer: the same work may well succeed when done again. */
  public static boolean lostRace(RuntimeException failure) {
    return deadlocked(failure)
        || first(failure) instanceof ConcurrencyFailureException && !waitedTooLong(failure)
        || UNIQUE_VIOLATION.equals(state(failure));
  }

  /** {@code lock_timeout}: whoever holds the lock is not done; to wait again helps nobody. */
  private static boolean waitedTooLong(RuntimeException failure) {
    return LOCK_NOT_AVAILABLE.equals(state(failure));
  }

  /** PostgreSQL chose this transaction to give way. */
  public static boolean deadlocked(RuntimeException failure) {
    String state = state(failure);
    return state != null && LOST_RACES.contains(state);
  }

  /** A refusal if the database cannot be reached or took too long, else the failure itself. */
  public static RuntimeException unavailable(RuntimeException failure) {
    if (QUERY_CANCELED.equals(state(failure)) || waitedTooLong(failure)) {
      return translate(failure);
    }
    return isUnavailable(failure) ? refusal("database-unavailable", failure) : failure;
  }

  /** What the caller is told: the refusal behind the failure, or the failure itself. */
  public static RuntimeException translate(RuntimeException failure) {
    RuntimeException cause = first(failure);
    if (cause instanceof StoreException) {
      return cause;
    }
    if (lostRace(cause) || waitedTooLong(cause)) {
      return refusal("contention", cause);
    }
    if (QUERY_CANCELED.equals(state(cause))) {
      return refusal(StoreProblem.Kind.TIMEOUT, "time-limit", cause);
    }
    if (isUnavailable(cause)) {
      boolean committing = cause instanceof TransactionSystemException;
      return refusal(committing ? "commit-unknown" : "database-unavailable", cause);
    }
    return cause;
  }

  private static boolean isUnavailable(RuntimeException failure) {
    if (failure instanceof CannotGetJdbcConnectionException
        || failure instanceof CannotCreateTransactionException) {
      return true;
    }
    String state = state(failure);
    return state != null
        && (GONE_STATES.contains(state)
            || state.length() == 5 && GONE_CLASSES.contains(state.substring(0, 2)));
  }

  /** When the rollback failed too, the failure that led to it. */
  public static RuntimeException first(RuntimeException failure) {
    if (failure instanceof TransactionSystemException system
        && system.getApplicationException() instanceof RuntimeException earlier) {
      return earlier;
    }
    return failure;
  }

  private static String state(RuntimeException failure) {
    for (Throwable at = first(failure); at != null; at = at.getCause()) {
      if (at instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return null;
  }

  private static StoreException refusal(String key, RuntimeException cause) {
    return refusal(StoreProblem.Kind.UNAVAILABLE, key, cause);
  }

  private static StoreException refusal(
      StoreProblem.Kind kind, String key, RuntimeException cause) {
    StoreException refusal = StoreProblem.of(kind, "", key).exception();
    refusal.initCause(cause);
    return refusal;
  }
}
