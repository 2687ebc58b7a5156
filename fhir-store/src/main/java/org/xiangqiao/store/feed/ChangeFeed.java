package org.xiangqiao.store.feed;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  /**
   * The next rows of every tenant, in one statement.
   *
   * @param positions where the reader is; a tenant without one is read from the beginning
   * @param limit of each tenant
   * @return by tenant, in order; tenants without news are left out
   */
  public Map<Integer, List<FeedEntry>> news(Map<Integer, FeedPosition> positions, int limit) {
    List<Integer> tenants = List.copyOf(positions.keySet());
    Map<Integer, List<FeedEntry>> news = new TreeMap<>();
    jdbc.query(
        """
        with recursive tenant(id) as (
          select min(tenant_id) from change_feed
          union all
          select (select min(f.tenant_id) from change_feed f where f.tenant_id > tenant.id)
            from tenant where tenant.id is not null),
        read as (
          select * from unnest(?::int[], ?::smallint[], ?::text[], ?::bigint[])
                          as r(tenant, epoch, xid, feed_id))
        select f.epoch, f.xid::text as xid_text, f.feed_id, f.effect, f.type_code, f.fhir_id,
               f.version, f.last_updated, tenant.id
          from tenant left join read on read.tenant = tenant.id
          cross join lateral (
            select * from change_feed c
             where c.tenant_id = tenant.id
               and (c.epoch, c.xid, c.feed_id)
                   > (coalesce(read.epoch, 0::smallint), coalesce(read.xid, '0')::xid8,
                      coalesce(read.feed_id, 0))
               and (c.epoch, c.xid) < ((select max(epoch) from change_epoch),
                                       pg_snapshot_xmin(pg_current_snapshot()))
             order by c.epoch, c.xid, c.feed_id
             limit ?) f
         where tenant.id is not null
         order by tenant.id, f.epoch, f.xid, f.feed_id
        """,
        row -> {
          news.computeIfAbsent(row.getInt(9), tenant -> new ArrayList<>()).add(entry(row));
        },
        tenants.toArray(Integer[]::new),
        tenants.stream().map(tenant -> positions.get(tenant).epoch()).toArray(Short[]::new),
        tenants.stream()
            .map(tenant -> Long.toUnsignedString(positions.get(tenant).xid()))
            .toArray(String[]::new),
        tenants.stream().map(tenant -> positions.get(tenant).feedId()).toArray(Long[]::new),
        limit);
    return news;
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
