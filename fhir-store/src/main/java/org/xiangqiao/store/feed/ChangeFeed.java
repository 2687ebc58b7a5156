package org.xiangqiao.store.feed;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
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
  private final CurrentBodies bodies;

  public ChangeFeed(DataSource dataSource, ResourceTypes types) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.types = types;
    this.horizon = new Horizon(jdbc);
    this.bodies = new CurrentBodies(jdbc, types);
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
        position.xidText(),
        position.feedId(),
        limit);
  }

  /**
   * The next rows of all tenants, each of which gets an equal part: one that writes much does not
   * keep the others waiting. Where more tenants have news than there are rows to read, they take
   * turns.
   *
   * @param positions where the reader is; a tenant without one is read from the beginning
   * @param limit of all rows
   * @param last tenant that had its turn, as the answer before told
   */
  public FeedNews news(Map<Integer, FeedPosition> positions, int limit, int last) {
    FeedPosition horizon = horizon();
    Map<Integer, FeedPosition> waiting = waiting(positions, horizon);
    List<Integer> turn =
        Stream.concat(
                waiting.keySet().stream().filter(tenant -> tenant > last),
                waiting.keySet().stream().filter(tenant -> tenant <= last))
            .limit(limit)
            .toList();
    if (turn.isEmpty()) {
      return new FeedNews(Map.of(), horizon, false, last);
    }
    int share = Math.max(1, limit / turn.size());
    Map<Integer, List<FeedEntry>> rows = rows(turn, positions, horizon, share);
    FeedPosition complete = horizon;
    for (Map.Entry<Integer, FeedPosition> each : waiting.entrySet()) {
      List<FeedEntry> read = rows.getOrDefault(each.getKey(), List.of());
      if (read.isEmpty() || read.size() >= share) {
        FeedPosition unread =
            read.isEmpty() ? each.getValue() : read.get(read.size() - 1).position();
        complete = complete.compareTo(unread) < 0 ? complete : unread.transaction();
      }
    }
    return new FeedNews(rows, complete, complete.compareTo(horizon) < 0, turn.get(turn.size() - 1));
  }

  /** What was written in all transactions before it can be seen, and no more will come. */
  private FeedPosition horizon() {
    return jdbc.queryForObject(
        "select (select max(epoch) from change_epoch),"
            + " pg_snapshot_xmin(pg_current_snapshot())::text",
        (row, n) -> FeedPosition.before(row.getShort(1), row.getString(2)));
  }

  /** Tenants with news, and the first row of each. */
  private Map<Integer, FeedPosition> waiting(
      Map<Integer, FeedPosition> positions, FeedPosition horizon) {
    Map<Integer, FeedPosition> waiting = new TreeMap<>();
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
        select tenant.id, f.epoch, f.xid::text, f.feed_id
          from tenant left join read on read.tenant = tenant.id
          cross join lateral (
            select c.epoch, c.xid, c.feed_id from change_feed c
             where c.tenant_id = tenant.id
               and (c.epoch, c.xid, c.feed_id)
                   > (coalesce(read.epoch, 0::smallint), coalesce(read.xid, '0')::xid8,
                      coalesce(read.feed_id, 0))
               and (c.epoch, c.xid) < (?::smallint, ?::text::xid8)
             order by c.epoch, c.xid, c.feed_id
             limit 1) f
         where tenant.id is not null
        """,
        row -> {
          waiting.put(
              row.getInt(1),
              new FeedPosition(
                  row.getShort(2), Long.parseUnsignedLong(row.getString(3)), row.getLong(4)));
        },
        arguments(List.copyOf(positions.keySet()), positions, horizon).toArray());
    return waiting;
  }

  private Map<Integer, List<FeedEntry>> rows(
      List<Integer> tenants,
      Map<Integer, FeedPosition> positions,
      FeedPosition horizon,
      int limit) {
    List<Object> arguments = arguments(tenants, positions, horizon);
    arguments.add(limit);
    Map<Integer, List<FeedEntry>> rows = new TreeMap<>();
    jdbc.query(
        """
        select f.epoch, f.xid::text as xid_text, f.feed_id, f.effect, f.type_code, f.fhir_id,
               f.version, f.last_updated, read.tenant
          from unnest(?::int[], ?::smallint[], ?::text[], ?::bigint[])
                 as read(tenant, epoch, xid, feed_id)
          cross join lateral (
            select * from change_feed c
             where c.tenant_id = read.tenant
               and (c.epoch, c.xid, c.feed_id) > (read.epoch, read.xid::xid8, read.feed_id)
               and (c.epoch, c.xid) < (?::smallint, ?::text::xid8)
             order by c.epoch, c.xid, c.feed_id
             limit ?) f
         order by read.tenant, f.epoch, f.xid, f.feed_id
        """,
        row -> {
          rows.computeIfAbsent(row.getInt(9), tenant -> new ArrayList<>()).add(entry(row));
        },
        arguments.toArray());
    return rows;
  }

  private static List<Object> arguments(
      List<Integer> tenants, Map<Integer, FeedPosition> positions, FeedPosition horizon) {
    List<FeedPosition> read =
        tenants.stream().map(each -> positions.getOrDefault(each, FeedPosition.START)).toList();
    return new ArrayList<>(
        List.of(
            tenants.toArray(Integer[]::new),
            read.stream().map(FeedPosition::epoch).toArray(Short[]::new),
            read.stream().map(FeedPosition::xidText).toArray(String[]::new),
            read.stream().map(FeedPosition::feedId).toArray(Long[]::new),
            horizon.epoch(),
            horizon.xidText()));
  }

  /**
   * Resources of a tenant as they are now, in portions; those that are not there are left out.
   *
   * @param ids by type
   * @param bytes of one portion, at most; a larger resource is a portion of its own
   */
  public void current(
      int tenant, Map<String, Set<String>> ids, long bytes, Consumer<List<CurrentBody>> portions) {
    bodies.read(tenant, ids, bytes, portions);
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
