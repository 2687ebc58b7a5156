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

/**
 * Reads the trail, newest first, page by page: along the primary key of {@code audit_record}, and
 * all of what arrived and is not yet moved. One statement sees each record in one of the two.
 */
class AuditQuery {

  private static final String COLUMNS =
      """
      tenant_id, audit_id, at, client, organization, action, interaction, status, resource_type,
      resource_id, version, patients, query, request_id, source, further_ids,
      further_versions
      """;

  private static final String ARRIVED =
      "audit_arrived a cross join lateral json_populate_recordset(null::audit_record, a.records) r";

  private final JdbcTemplate jdbc;

  AuditQuery(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  Optional<AuditRecord> find(int tenant, AuditEventId id) {
    return jdbc
        .query(
            "select "
                + COLUMNS
                + " from audit_trail where tenant_id = ? and at = ? and audit_id = ?",
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
    List<Object> ofBoth = new ArrayList<>(arguments);
    ofBoth.addAll(arguments);
    ofBoth.add(count);
    String where = " where " + String.join(" and ", conditions);
    return jdbc.query(
        newest(
            "(("
                + newest(ARRIVED + where)
                + ") union all ("
                + newest("audit_record" + where)
                + ")) both_places"),
        AuditQuery::read,
        ofBoth.toArray());
  }

  private static String newest(String from) {
    return "select " + COLUMNS + " from " + from + " order by at desc, audit_id desc limit ?";
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
