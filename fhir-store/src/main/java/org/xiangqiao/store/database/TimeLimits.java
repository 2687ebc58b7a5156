package org.xiangqiao.store.database;

import java.time.Duration;

/**
 * How long the database may work or wait, in milliseconds and up. PostgreSQL itself keeps the
 * limits ({@code statement_timeout}, {@code lock_timeout}, {@code
 * idle_in_transaction_session_timeout}), so they hold when the server is gone, too. A connection
 * gets those of reading once, when the pool opens it; a write transaction takes its own in the
 * statement that it begins with. Neither costs a round trip of its own.
 *
 * @param read for each statement outside of the store's write transactions
 * @param write for each statement of a write transaction
 * @param lock for each lock waited for; then the write is refused as contention
 * @param idle for an open transaction without a statement; then its connection is closed
 */
public record TimeLimits(Duration read, Duration write, Duration lock, Duration idle) {

  public TimeLimits {
    require("read", read);
    require("write", write);
    require("lock", lock);
    require("idle", idle);
  }

  /** 30 s to read, 60 s to write, 30 s for a lock, 60 s idle in a transaction. */
  public static TimeLimits defaults() {
    return new TimeLimits(
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60));
  }

  /** What a pool has each new connection execute ({@code connectionInitSql} of HikariCP). */
  public String sessionSql() {
    return "select set_config('statement_timeout', '%d', false), set_config('lock_timeout', '%d', false), set_config('idle_in_transaction_session_timeout', '%d', false)"
        .formatted(read.toMillis(), lock.toMillis(), idle.toMillis());
  }

  /** Columns for the first statement of a write transaction: its limits end with it. */
  public String writeColumns() {
    return "set_config('statement_timeout', '%d', true), set_config('lock_timeout', '%d', true)"
        .formatted(write.toMillis(), lock.toMillis());
  }

  private static void require(String name, Duration limit) {
    if (limit.toMillis() < 1 || limit.toMillis() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "the time limit " + name + " must be 1 ms to 24 days, not " + limit);
    }
  }
}
