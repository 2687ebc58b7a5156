package org.xiangqiao.integration.mllp;

import java.sql.SQLException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;

/**
 * Tells "not now" (database gone, disk full, pool exhausted) from "not this message". The first
 * must never become an answer that makes the sender give up.
 */
final class Unavailable {

  private Unavailable() {}

  static boolean is(Throwable failure) {
    if (dependsOnTheMessage(failure)) {
      return false;
    }
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof StoreException refusal) {
        return refusal.kind() == StoreProblem.Kind.UNAVAILABLE
            || refusal.kind() == StoreProblem.Kind.TIMEOUT;
      }
      if (t instanceof DataAccessResourceFailureException
          || t instanceof TransientDataAccessException
          || t instanceof RecoverableDataAccessException
          || t instanceof TransactionException
          || t instanceof java.sql.SQLTransientException
          || t instanceof java.io.IOException) {
        return true;
      }
    }
    return false;
  }

  /**
   * SQLSTATE class 22 (data exception) or 54 (program limit exceeded): the same data fails again.
   */
  private static boolean dependsOnTheMessage(Throwable failure) {
    String state = null;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql && sql.getSQLState() != null) {
        state = sql.getSQLState();
      }
    }
    return state != null && (state.startsWith("22") || state.startsWith("54"));
  }
}
