package org.xiangqiao.store.erase;

import org.springframework.jdbc.core.JdbcTemplate;

/** Rows that all resources share: whether one is still needed is decided while nobody writes. */
final class SharedRows {

  private SharedRows() {}

  /**
   * Waits for transactions that have written to the table, and keeps others from it until this one
   * ends; readers are not concerned. Not for long: whoever comes after waits, too.
   */
  static void lock(JdbcTemplate jdbc, String table) {
    jdbc.execute("set local lock_timeout = '5s'");
    jdbc.execute("lock table " + table + " in share row exclusive mode");
  }
}
