package org.xiangqiao.store.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.RecordRequest;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.search.criteria.ResourceTables;
import org.xiangqiao.store.search.criteria.SqlStatement;

/** Reads the resources of a record, those that its filters let through. */
final class RecordRows {

  static final String COLUMNS = "r.rid, r.fhir_id, r.version, r.last_updated, r.body";

  /** Their main date is a date of birth, which is no date of care. */
  private static final Set<String> BORN = Set.of("Patient", "Person", "RelatedPerson");

  private final JdbcTemplate jdbc;
  private final ResourceTables tables;

  RecordRows(JdbcTemplate jdbc, ResourceTables tables) {
    this.jdbc = jdbc;
    this.tables = tables;
  }

  /**
   * A resource of a record.
   *
   * @param member whether it is in the compartment
   */
  record Found(long rid, boolean member, StoredResource resource) {}

  /**
   * In the order of rows, one statement for all types.
   *
   * @param patient row of the resident whose record it is, or null: what is in the compartment of
   *     another one is left out
   */
  List<Found> read(
      int tenantId, RecordRequest request, Long patient, List<Candidate> candidates, int limit) {
    if (candidates.isEmpty()) {
      return List.of();
    }
    Map<String, List<Candidate>> groups =
        candidates.stream()
            .collect(
                Collectors.groupingBy(
                    each -> each.type() + (each.member() ? "" : "*"),
                    TreeMap::new,
                    Collectors.toList()));
    SqlStatement sql = new SqlStatement();
    String separator = "select * from (";
    for (List<Candidate> group : groups.values()) {
      String type = group.get(0).type();
      boolean member = group.get(0).member();
      sql.add(separator + "select '" + type + "' as type, " + member + " as member, " + COLUMNS);
      sql.add(" from " + tables.of(tenantId, type) + " r where r.tenant_id = ?", tenantId);
      sql.add(" and r.rid = any(?)", group.stream().mapToLong(Candidate::rid).toArray());
      if (request.since() != null) {
        sql.add(" and r.last_updated >= ?", request.since());
      }
      if (member) {
        dates(sql, request, type);
      }
      if (!member && patient == null) {
        sql.add(" and r.patient_rid is null");
      } else if (!member) {
        sql.add(" and (r.patient_rid is null or r.patient_rid = ?)", patient);
      }
      separator = " union all ";
    }
    sql.add(") u order by rid limit ?", limit);
    return jdbc.query(
        sql,
        (row, n) ->
            new Found(
                row.getLong("rid"), row.getBoolean("member"), stored(row.getString("type"), row)));
  }

  /** The dates of care, where a resource has a date. */
  static void dates(SqlStatement sql, RecordRequest request, String type) {
    if (BORN.contains(type)) {
      return;
    }
    if (request.end() != null) {
      sql.add(" and (r.date_low is null or r.date_low <= ?)", request.end());
    }
    if (request.start() != null) {
      sql.add(" and (r.date_high is null or r.date_high >= ?)", request.start());
    }
  }

  static StoredResource stored(String type, ResultSet row) throws SQLException {
    return new StoredResource(
        type,
        row.getString("fhir_id"),
        row.getLong("version"),
        row.getObject("last_updated", OffsetDateTime.class).toInstant(),
        false,
        row.getString("body"));
  }
}
