package org.xiangqiao.server.text;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.xiangqiao.store.feed.FeedPosition;

/**
 * What all nodes have to do with their indexes; see the schema's {@code text_index_order}. An order
 * is known by its transaction, as rows of the change feed are: numbers of a sequence say nothing of
 * which one was committed first.
 */
final class TextOrders {

  static final String PURGE = "purge";
  static final String REBUILD = "rebuild";

  private static final RowMapper<FeedPosition> PLACE =
      (row, n) -> FeedPosition.before(row.getShort(1), row.getString(2));

  private final JdbcTemplate jdbc;

  TextOrders(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Leaves an order in the transaction that is open. */
  FeedPosition add(String kind) {
    return jdbc.queryForObject(
        "insert into text_index_order (kind, epoch) select ?, max(epoch) from change_epoch"
            + " returning epoch, xid::text",
        PLACE,
        kind);
  }

  /** The newest order of a kind that no older one can follow; the start if there is none. */
  FeedPosition newest(String kind) {
    return one(
        "select epoch, xid::text from text_index_order where kind = ?"
            + " and (epoch, xid) < ((select max(epoch) from change_epoch),"
            + " pg_snapshot_xmin(pg_current_snapshot()))"
            + " order by epoch desc, xid desc limit 1",
        kind);
  }

  /**
   * The same among those of transactions before one: whoever has read the change feed up to there
   * has seen what they are about.
   */
  FeedPosition newest(String kind, FeedPosition before) {
    return one(
        "select epoch, xid::text from text_index_order where kind = ?"
            + " and (epoch, xid) < (?::smallint, ?::text::xid8)"
            + " order by epoch desc, xid desc limit 1",
        kind,
        before.epoch(),
        before.xidText());
  }

  private FeedPosition one(String sql, Object... arguments) {
    List<FeedPosition> found = jdbc.query(sql, PLACE, arguments);
    return found.isEmpty() ? FeedPosition.START : found.get(0);
  }

  /**
   * Another after a database was restored or exchanged: an index of the former one is worthless.
   */
  String database() {
    return jdbc.queryForObject(
        "select epoch || ' since ' || extract(epoch from started_at)"
            + " from change_epoch order by change_epoch.epoch desc limit 1",
        String.class);
  }
}
