package org.xiangqiao.store.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.RecordRequest;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.database.ResourceTypes;
import org.xiangqiao.store.record.RecordRows.Found;
import org.xiangqiao.store.search.criteria.ResourceTables;
import org.xiangqiao.store.search.criteria.SearchProblems;
import org.xiangqiao.store.search.criteria.SqlStatement;

/**
 * Pages of the records of all residents together: type after type, row after row, so that what
 * several of them share comes once. Each table is walked along its key; whether a row belongs to a
 * record is looked up in the table of references.
 */
final class EveryRecord {

  private static final String CENTRE = "Patient";
  private static final int STEP = 500;

  /** A page that finds little ends, with a link to go on, after so many steps. */
  private static final int MOST_STEPS = 100;

  private final JdbcTemplate jdbc;
  private final ResourceTypes types;
  private final ResourceTables tables;
  private final CompartmentKeys keys;

  EveryRecord(JdbcTemplate jdbc, ResourceTypes types, ResourceTables tables, CompartmentKeys keys) {
    this.jdbc = jdbc;
    this.types = types;
    this.tables = tables;
    this.keys = keys;
  }

  RecordPage page(int tenantId, RecordRequest request, RecordCursor after) {
    List<String> walked = walked(request);
    String first = after.type().isEmpty() ? walked.get(0) : after.type();
    int at = walked.indexOf(first);
    if (at < 0) {
      throw SearchProblems.cursor();
    }
    List<Found> found = new ArrayList<>();
    long position = after.rid();
    for (int steps = 0; at < walked.size(); steps++) {
      String type = walked.get(at);
      if (steps >= MOST_STEPS) {
        return new RecordPage(found, new RecordCursor(type, position));
      }
      int step = Math.max(STEP, request.count());
      List<Scanned> scanned = scan(tenantId, request, type, position, step);
      for (Scanned row : scanned) {
        if (row.resource() != null && found.size() == request.count()) {
          return new RecordPage(found, new RecordCursor(type, position));
        }
        if (row.resource() != null) {
          found.add(new Found(row.rid(), row.member(), row.resource()));
        }
        position = row.rid();
      }
      if (scanned.size() < step) {
        at++;
        position = -1;
      }
    }
    return new RecordPage(found, null);
  }

  private List<String> walked(RecordRequest request) {
    List<String> walked = new ArrayList<>(new TreeSet<>(types.names()));
    walked.remove(CENTRE);
    walked.add(0, CENTRE);
    walked.removeIf(type -> !request.wants(type));
    return walked;
  }

  /**
   * A row that was looked at.
   *
   * @param resource null if it belongs to no record
   */
  private record Scanned(long rid, boolean member, StoredResource resource) {}

  private List<Scanned> scan(
      int tenantId, RecordRequest request, String type, long after, int limit) {
    Set<String> compartment = keys.types(CENTRE);
    SqlStatement sql = new SqlStatement();
    sql.add("select rid, fhir_id, version, last_updated, member and dated as member,");
    sql.add(" case when member and dated or referred and not member then body end as body from (");
    sql.add("select " + RecordRows.COLUMNS + ", ");
    if (type.equals(CENTRE)) {
      sql.add("true as member, true as dated, false as referred");
    } else {
      if (compartment.contains(type)) {
        member(sql, tenantId, "r.rid", keys.of(CENTRE, type));
      } else {
        sql.add("false");
      }
      sql.add(" as member, true");
      RecordRows.dates(sql, request, type);
      sql.add(" as dated, ");
      referred(sql, tenantId, request);
      sql.add(" as referred");
    }
    sql.add(" from " + tables.of(tenantId, type) + " r where r.tenant_id = ?", tenantId);
    sql.add(" and r.rid > ?", after);
    if (request.since() != null) {
      sql.add(" and r.last_updated >= ?", request.since());
    }
    sql.add(" order by r.rid limit ?) w order by rid", limit);
    return jdbc.query(
        sql,
        (row, n) ->
            new Scanned(
                row.getLong("rid"),
                row.getBoolean("member"),
                row.getString("body") == null ? null : RecordRows.stored(type, row)));
  }

  /** Whether a row refers to a resident by one of the parameters. */
  private void member(SqlStatement sql, int tenantId, String rid, long[] parameters) {
    sql.add("exists (select 1 from index_reference y where y.tenant_id = ? and y.rid = ", tenantId);
    sql.add(rid + " and (y.parameter + 0) = any(?) and exists (select 1 from ", parameters);
    sql.add(tables.of(tenantId, CENTRE) + " p where p.tenant_id = ?", tenantId);
    sql.add(" and p.rid = y.target_rid))");
  }

  /** Whether a resident or a member of a record refers to the row. */
  private void referred(SqlStatement sql, int tenantId, RecordRequest request) {
    sql.add("exists (select 1 from index_reference x where x.tenant_id = ?", tenantId);
    sql.add(" and x.target_rid = r.rid");
    if (!request.types().isEmpty()) {
      Set<String> referrers = new TreeSet<>(request.types());
      referrers.add(CENTRE);
      sql.add(" and x.source_type = any(?)", referrers.stream().mapToLong(types::code).toArray());
    }
    sql.add(" and (x.source_type = ? or ", types.code(CENTRE));
    member(sql, tenantId, "x.rid", keys.of(CENTRE));
    sql.add("))");
  }
}
