package org.xiangqiao.store.feed;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.WriteOutcome;
import org.xiangqiao.store.database.ResourceTypes;

/**
 * Reads the change feed up to its horizon: rows of transactions older than every open one. What is
 * below the horizon is complete, so a reader that goes by position misses nothing.
 */
public final class ChangeFeed {

  private final JdbcTemplate jdbc;
  private final ResourceTypes types;
  private final Horizon horizon;

  public ChangeFeed(DataSource dataSource, ResourceTypes types) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.types = types;
    this.horizon = new Horizon(jdbc);
  }

  /** Rows after {@code position}, in order, at most {@code limit}, none beyond the horizon. */
  public List<FeedEntry> after(FeedPosition position, int tenant, int limit) {
    return jdbc.query(
        """
        select epoch, xid::text as xid_text, feed_id, effect, type_code, fhir_id, version,
               last_updated
          from change_feed
         where tenant_id = ?
           and (epoch, xid, feed_id) > (?::smallint, ?::text::xid8, ?::bigint)
           and (epoch, xid) < ((select max(epoch) from change_epoch),
                               pg_snapshot_xmin(pg_current_snapshot()))
         order by epoch, xid, feed_id
         limit ?
        """,
        (row, n) -> entry(row),
        tenant,
        position.epoch(),
        Long.toUnsignedString(position.xid()),
        position.feedId(),
        limit);
  }

  /** How long the oldest open write has held the horizon back; zero when none is open. */
  public Duration horizonLag() {
    Long millis =
        jdbc.queryForObject(
            """
            select (extract(epoch from clock_timestamp() - min(xact_start)) * 1000)::bigint
              from pg_stat_activity
             where backend_xid is not null and pid <> pg_backend_pid()
               and datname = current_database()
            """,
            Long.class);
    return millis == null ? Duration.ZERO : Duration.ofMillis(Math.max(0, millis));
  }

  /**
   * Every write with an earlier {@code lastUpdated} is visible to statements that begin after this
   * answer. What bulk export calls {@code transactionTime}.
   */
  public Instant transactionTime() {
    return horizon.complete();
  }

  private FeedEntry entry(ResultSet row) throws SQLException {
    return new FeedEntry(
        new FeedPosition(row.getShort(1), Long.parseUnsignedLong(row.getString(2)), row.getLong(3)),
        switch (row.getInt(4)) {
          case 1 -> WriteOutcome.Effect.CREATED;
          case 3 -> WriteOutcome.Effect.DELETED;
          default -> WriteOutcome.Effect.UPDATED;
        },
        types.name(row.getShort(5)),
        row.getString(6),
        row.getLong(7),
        row.getObject(8, OffsetDateTime.class).toInstant());
  }
}
