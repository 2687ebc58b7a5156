package org.xiangqiao.server.audit;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads {@code audit_record}, newest first, page by page along its primary key. */
class AuditQuery {

  private static final String COLUMNS =
      """
      tenant_id, audit_id, at, client, organization, action, interaction, status, resource_type,
      resource_id, version, patients, query, request_id, source, further_ids,
      further_versions
      """;

  private final JdbcTemplate jdbc;

  AuditQuery(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  Optional<AuditRecord> find(int tenant, AuditEventId id) {
    return jdbc
        .query(
            "select "
                + COLUMNS
                + " from audit_record where tenant_id = ? and at = ? and audit_id = ?",
            AuditQuery::read,
            tenant,
            Timestamp.from(id.at()),
            id.number())
        .stream()
        .findFirst();
  }

  /**
   * @param after last record of the page before, or null
   * @param count most records
   */
  List<AuditRecord> page(int tenant, AuditSearch search, AuditEventId after, int count) {
    List<String> conditions = new ArrayList<>(List.of("tenant_id = ?"));
    List<Object> arguments = new ArrayList<>(List.of(tenant));
    conditions.addAll(search.conditions());
    arguments.addAll(search.arguments());
    if (after != null) {
      conditions.add("(at, audit_id) < (?, ?)");
      arguments.add(Timestamp.from(after.at()));
      arguments.add(after.number());
    }
    arguments.add(count);
    return jdbc.query(
        "select "
            + COLUMNS
            + " from audit_record where "
            + String.join(" and ", conditions)
            + " order by at desc, audit_id desc limit ?",
        AuditQuery::read,
        arguments.toArray());
  }

  private static AuditRecord read(ResultSet row, int number) throws SQLException {
    return new AuditRecord(
        row.getInt("tenant_id"),
        row.getLong("audit_id"),
        row.getTimestamp("at").toInstant(),
        row.getString("client"),
        row.getString("organization"),
        AuditAction.of(row.getString("action")),
        row.getString("interaction"),
        row.getInt("status"),
        row.getString("resource_type"),
        row.getString("resource_id"),
        row.getLong("version"),
        Arrays.asList((String[]) row.getArray("patients").getArray()),
        row.getString("query"),
        row.getString("request_id"),
        row.getString("source"),
        further(row));
  }

  private static List<AuditRecord.Version> further(ResultSet row) throws SQLException {
    Array ids = row.getArray("further_ids");
    if (ids == null) {
      return List.of();
    }
    String[] names = (String[]) ids.getArray();
    Long[] numbers = (Long[]) row.getArray("further_versions").getArray();
    List<AuditRecord.Version> further = new ArrayList<>(names.length);
    for (int i = 0; i < names.length; i++) {
      further.add(new AuditRecord.Version(names[i], numbers[i]));
    }
    return further;
  }
}
