package org.xiangqiao.server.text;

import org.springframework.jdbc.core.JdbcTemplate;

/** What all nodes have to do with their indexes; see the schema's {@code text_index_order}. */
final class TextOrders {

  static final String PURGE = "purge";
  static final String REBUILD = "rebuild";

  private final JdbcTemplate jdbc;

  TextOrders(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void add(String kind) {
    jdbc.update("insert into text_index_order (kind) values (?)", kind);
  }

  /**
   * The newest order of a kind that is followed by everything written before it: whoever then reads
   * the change feed to its end has seen what the order is about. 0 if there is none.
   */
  long newest(String kind) {
    return jdbc.queryForObject(
        "select coalesce(max(order_id), 0) from text_index_order"
            + " where kind = ? and xid < pg_snapshot_xmin(pg_current_snapshot())",
        Long.class,
        kind);
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
