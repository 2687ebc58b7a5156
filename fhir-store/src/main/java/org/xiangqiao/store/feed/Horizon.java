package org.xiangqiao.store.feed;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Up to which {@code lastUpdated} the store is complete. A write gets its time when it begins and
 * is seen when it commits, so a reader who goes by time must not pass the start of the oldest write
 * that is still open.
 *
 * <p>Two things make it hold. A write has its transaction id, which shows it among the open ones,
 * before it looks at the clock. And here the clock is read before the open ones are looked for: a
 * write that is not among them has either committed, or will get a later time.
 *
 * <p>Nodes of one installation share one database role; PostgreSQL shows a role the start of its
 * own transactions only, unless it has {@code pg_read_all_stats}.
 */
public final class Horizon {

  private static final String COMPLETE =
      """
      with clock as materialized (select clock_timestamp() as now, pg_stat_clear_snapshot())
      select least(clock.now, open.since)
        from clock cross join lateral (
          select min(xact_start) as since from pg_stat_activity
           where backend_xid is not null and pid <> pg_backend_pid()
             and datname = current_database() and clock.now is not null) open
      """;

  private final JdbcTemplate jdbc;

  public Horizon(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What commits later has this {@code lastUpdated} (in milliseconds) or a later one; all else is
   * visible to statements that begin after this answer.
   */
  public Instant complete() {
    return jdbc.queryForObject(
        COMPLETE,
        (row, n) ->
            row.getObject(1, OffsetDateTime.class).toInstant().truncatedTo(ChronoUnit.MILLIS));
  }
}
