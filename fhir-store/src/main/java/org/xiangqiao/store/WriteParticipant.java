package org.xiangqiao.store;

import java.util.List;

/**
 * Joins each write's database transaction: ledger state, outbox rows and audit live in the modules
 * above and commit or vanish with the resources. Called once per transaction, after the resources
 * are written and before the commit, on the thread of the transaction: a {@code JdbcTemplate} on
 * the store's {@code DataSource} takes part by itself. Must not wait for any network. An exception
 * rolls everything back.
 */
@FunctionalInterface
public interface WriteParticipant {

  /**
   * @param changes everything written, in order; never empty; unchanged resources are included with
   *     effect {@code UNCHANGED}
   */
  void written(Caller caller, List<Change> changes);
}
