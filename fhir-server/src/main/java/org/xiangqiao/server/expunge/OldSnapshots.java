package org.xiangqiao.server.expunge;

import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Transactions that can still see what has just been deleted: PostgreSQL keeps such rows even when
 * it writes a table anew.
 */
final class OldSnapshots {

  private static final Duration PAUSE = Duration.ofMillis(20);

  private final JdbcTemplate jdbc;

  OldSnapshots(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Waits for those that are open now; false if some are still open at the end. */
  boolean gone(Instant end) {
    String now = jdbc.queryForObject("select pg_current_xact_id()::text", String.class);
    while (open(now)) {
      if (Instant.now().isAfter(end)) {
        return false;
      }
      try {
        Thread.sleep(PAUSE.toMillis());
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  private boolean open(String now) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            """
            select exists (select 1 from pg_stat_activity
                            where pid <> pg_backend_pid() and backend_xmin is not null
                              and datname = current_database()
                              and age(backend_xmin) > age(?::xid8::xid))
            """,
            Boolean.class,
            now));
  }
}
