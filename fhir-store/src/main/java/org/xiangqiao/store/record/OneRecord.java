package org.xiangqiao.store.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.RecordRequest;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.record.RecordRows.Found;
import org.xiangqiao.store.search.criteria.ResourceTables;
import org.xiangqiao.store.search.criteria.SqlStatement;

/** Pages of one resident's or encounter's record: the centre first, then row by row. */
final class OneRecord {

  /**
   * What filters and other residents' resources may cost is looked at in steps, each larger than
   * the one before: the members are gathered anew for each.
   */
  private static final int FIRST_STEP = 200;

  private static final int LARGEST_STEP = 5_000;

  /** A page that finds little ends, with a link to go on, after so many rows. */
  static final int MOST_LOOKED_AT = 20_000;

  /** Stands before all rows: the first of these has number 1. */
  private static final long CENTRE = 0;

  private final JdbcTemplate jdbc;
  private final ResourceTables tables;
  private final RecordMembers members;
  private final RowTypes types;
  private final RecordRows rows;
  private final int mostLookedAt;

  OneRecord(
      JdbcTemplate jdbc,
      ResourceTables tables,
      RecordMembers members,
      RowTypes types,
      RecordRows rows,
      int mostLookedAt) {
    this.jdbc = jdbc;
    this.tables = tables;
    this.members = members;
    this.types = types;
    this.rows = rows;
    this.mostLookedAt = mostLookedAt;
  }

  /** Empty if there is no such centre now. */
  Optional<RecordPage> page(int tenantId, RecordRequest request, RecordCursor after) {
    return centre(tenantId, request).map(centre -> page(tenantId, request, centre, after));
  }

  private RecordPage page(int tenantId, RecordRequest request, Centre centre, RecordCursor after) {
    List<Found> found = new ArrayList<>();
    if (after.equals(RecordCursor.START) && isWanted(request, centre.resource())) {
      found.add(new Found(CENTRE, true, centre.resource()));
    }
    long position = after.rid();
    boolean exhausted = false;
    int looked = 0;
    int step = FIRST_STEP;
    while (!exhausted && found.size() <= request.count()) {
      if (looked >= mostLookedAt) {
        return new RecordPage(found, new RecordCursor("", position));
      }
      int missing = request.count() + 1 - found.size();
      int limit = Math.max(step, missing);
      List<Candidate> candidates = members.read(tenantId, request, centre.rid(), position, limit);
      exhausted = candidates.size() < limit;
      looked += candidates.size();
      step = Math.min(2 * step, LARGEST_STEP);
      if (!candidates.isEmpty()) {
        position = candidates.get(candidates.size() - 1).rid();
        found.addAll(
            rows.read(
                tenantId,
                request,
                centre.patient(),
                typed(tenantId, request, candidates),
                missing));
      }
    }
    if (found.size() <= request.count()) {
      return new RecordPage(found, null);
    }
    List<Found> page = found.subList(0, request.count());
    return new RecordPage(page, new RecordCursor("", page.get(page.size() - 1).rid()));
  }

  private List<Candidate> typed(int tenantId, RecordRequest request, List<Candidate> candidates) {
    List<Long> unknown =
        candidates.stream().filter(each -> each.type() == null).map(Candidate::rid).toList();
    Map<Long, String> found = unknown.isEmpty() ? Map.of() : types.of(tenantId, unknown);
    return candidates.stream()
        .map(
            each ->
                each.type() == null
                    ? new Candidate(each.rid(), found.get(each.rid()), false)
                    : each)
        .filter(each -> each.type() != null && request.wants(each.type()))
        .toList();
  }

  private static boolean isWanted(RecordRequest request, StoredResource centre) {
    return request.wants(centre.type())
        && (request.since() == null || !centre.lastUpdated().isBefore(request.since()));
  }

  private Optional<Centre> centre(int tenantId, RecordRequest request) {
    SqlStatement sql = new SqlStatement();
    sql.add("select r.patient_rid, " + RecordRows.COLUMNS);
    sql.add(" from " + tables.of(tenantId, request.type()) + " r");
    sql.add(" where r.tenant_id = ? and r.fhir_id = ?", tenantId, request.id());
    return jdbc
        .query(
            sql,
            (row, n) ->
                new Centre(
                    row.getLong("rid"),
                    row.getObject("patient_rid", Long.class),
                    RecordRows.stored(request.type(), row)))
        .stream()
        .findFirst();
  }

  /**
   * @param patient row of the resident whom it is about, or null
   */
  private record Centre(long rid, Long patient, StoredResource resource) {}
}
