package org.xiangqiao.store.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.search.criteria.ResourceTables;
import org.xiangqiao.store.search.criteria.SearchProblems;
import org.xiangqiao.store.search.criteria.SqlStatement;

/**
 * The newest Observations of each code. One statement gives times and codes of all matches; codes
 * that any of them equates are one group, which SQL does not tell in one pass; a second statement
 * reads what is answered.
 */
final class LastObservations {

  private static final int MOST_GROUPED = 50_000;
  private static final int MOST_ANSWERED = 1_000;

  private static final Comparator<Coded> NEWEST_FIRST =
      Comparator.comparing(Coded::time, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Coded::rid)
          .reversed();

  private final JdbcTemplate jdbc;
  private final ResourceTables tables;

  LastObservations(JdbcTemplate jdbc, ResourceTables tables) {
    this.jdbc = jdbc;
    this.tables = tables;
  }

  /**
   * An Observation that matches.
   *
   * @param time of its effective[x], or null
   * @param code its CodeableConcept as JSON
   */
  private record Coded(long rid, Instant time, String code) {}

  /** Newest first; what has no time comes last. */
  List<StoredResource> read(SearchQuery query, int tenantId, int max) {
    List<Coded> matches =
        jdbc.query(
            new PageStatement(query, tenantId, tables).element("code", MOST_GROUPED + 1),
            (row, n) ->
                new Coded(
                    row.getLong("rid"), Hit.instant(row, "date_low"), row.getString("element")));
    if (matches.size() > MOST_GROUPED) {
      throw SearchProblems.tooManyToGroup(MOST_GROUPED);
    }
    List<Coded> last = last(matches, max);
    if (last.size() > MOST_ANSWERED) {
      throw SearchProblems.tooManyLast(MOST_ANSWERED);
    }
    return bodies(query.type(), tenantId, last);
  }

  private static List<Coded> last(List<Coded> matches, int max) {
    CodeGroups groups = new CodeGroups();
    matches.forEach(match -> groups.add(match.code()));
    List<Coded> sorted = new ArrayList<>(matches);
    sorted.sort(NEWEST_FIRST);
    Map<String, Integer> taken = new HashMap<>();
    Map<String, Instant> lastTime = new HashMap<>();
    List<Coded> last = new ArrayList<>();
    for (Coded match : sorted) {
      String group = groups.of(match.code());
      boolean tie = match.time() != null && Objects.equals(match.time(), lastTime.get(group));
      if (tie || taken.getOrDefault(group, 0) < max) {
        taken.merge(group, 1, Integer::sum);
        lastTime.put(group, match.time());
        last.add(match);
      }
    }
    return last;
  }

  private List<StoredResource> bodies(String type, int tenantId, List<Coded> last) {
    if (last.isEmpty()) {
      return List.of();
    }
    SqlStatement sql = new SqlStatement();
    sql.add("select r.rid, r.fhir_id, r.version, r.last_updated, r.date_low, r.body from ");
    sql.add(tables.of(tenantId, type) + " r where r.tenant_id = ?", tenantId);
    sql.add(" and r.rid = any(?)", last.stream().mapToLong(Coded::rid).toArray());
    Map<Long, StoredResource> found = new HashMap<>();
    jdbc.query(sql, Hit.mapper(type)).forEach(hit -> found.put(hit.rid(), hit.resource()));
    return last.stream().map(each -> found.get(each.rid())).filter(Objects::nonNull).toList();
  }
}
