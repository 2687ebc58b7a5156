package org.xiangqiao.integration.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A ledger list as SQL: newest first, keyset paging by message id, no page larger than 500. */
record LedgerQuery(String sql, Object[] arguments) {

  private static final int LARGEST_PAGE = 500;

  static LedgerQuery of(int tenantId, LedgerFilter filter) {
    StringBuilder sql =
        new StringBuilder(
            "select " + LedgerRows.COLUMNS + " from exchange_message where tenant_id = ?");
    List<Object> arguments = new ArrayList<>();
    arguments.add(tenantId);
    add(sql, arguments, "partner = ?", filter.partner());
    add(sql, arguments, "direction = ?", filter.direction());
    if (filter.state() != null) {
      // The group leaves out the partitions of the other groups.
      add(sql, arguments, "state_group = ?", filter.state().group());
      add(sql, arguments, "state = ?", filter.state().code());
    }
    add(sql, arguments, "message_type = ?", filter.messageType());
    add(sql, arguments, "control_id = ?", filter.controlId());
    add(sql, arguments, "recorded_at >= ?", time(filter.since()));
    add(sql, arguments, "recorded_at < ?", time(filter.until()));
    add(sql, arguments, "message_id < ?", filter.before());
    sql.append(" order by message_id desc limit ?");
    arguments.add(Math.max(1, Math.min(filter.count(), LARGEST_PAGE)));
    return new LedgerQuery(sql.toString(), arguments.toArray());
  }

  static OffsetDateTime time(Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  private static void add(
      StringBuilder sql, List<Object> arguments, String condition, Object value) {
    if (value != null) {
      sql.append(" and ").append(condition);
      arguments.add(value);
    }
  }
}
