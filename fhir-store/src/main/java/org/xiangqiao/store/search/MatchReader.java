package org.xiangqiao.store.search;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads matches in order, full values compared where a hash alone must not decide. */
final class MatchReader {

  /** Rows read at a time when a total needs every candidate's body. */
  private static final int BATCH = 500;

  /** Rows read at a time when some of them may fail the comparison. */
  private static final int CHECKED_BATCH = 50;

  private final JdbcTemplate jdbc;
  private final ResourceTables tables;
  private final BodyReader bodies;

  MatchReader(JdbcTemplate jdbc, ResourceTables tables, BodyReader bodies) {
    this.tables = tables;
    this.jdbc = jdbc;
    this.bodies = bodies;
  }

  /** At most {@code limit} matches behind {@code after}. */
  List<Hit> read(SearchQuery query, int tenantId, PageKey after, int limit) {
    List<BodyCheck> checks = query.checks();
    PageStatement statement = statement(query, tenantId);
    List<Hit> matches = new ArrayList<>();
    boolean byDate = query.order().key() == SearchQuery.SortKey.MAIN_DATE;
    boolean undated = after != null && after.undated();
    PageKey last = after;
    while (true) {
      int wanted = checks.isEmpty() ? limit - matches.size() : Math.max(limit, CHECKED_BATCH);
      List<Hit> rows = jdbc.query(statement.page(undated, last, wanted), Hit.mapper(query.type()));
      for (Hit row : rows) {
        if (passes(row, checks)) {
          matches.add(row);
          if (matches.size() == limit) {
            return matches;
          }
        }
      }
      if (rows.size() == wanted) {
        last = rows.get(wanted - 1).key(query.order().key());
      } else if (byDate && !undated) {
        // What has no date comes after what has one.
        undated = true;
      } else {
        return matches;
      }
    }
  }

  long count(SearchQuery query, int tenantId) {
    if (query.checks().isEmpty()) {
      SqlStatement statement = statement(query, tenantId).count();
      return jdbc.query(statement, (row, number) -> row.getLong(1)).get(0);
    }
    long count = 0;
    PageKey after = null;
    List<Hit> matches;
    do {
      matches = read(query, tenantId, after, BATCH);
      count += matches.size();
      if (!matches.isEmpty()) {
        after = matches.get(matches.size() - 1).key(query.order().key());
      }
    } while (matches.size() == BATCH);
    return count;
  }

  private PageStatement statement(SearchQuery query, int tenantId) {
    return new PageStatement(query, tenantId, tables.of(tenantId, query.type()));
  }

  private boolean passes(Hit hit, List<BodyCheck> checks) {
    if (checks.isEmpty()) {
      return true;
    }
    Resource body = bodies.read(hit.resource());
    return checks.stream().allMatch(check -> check.matches(body));
  }
}
