package org.xiangqiao.store.search;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.search.criteria.ResourceTables;

/** Reads matches in order. */
final class MatchReader {

  private final JdbcTemplate jdbc;
  private final ResourceTables tables;

  MatchReader(JdbcTemplate jdbc, ResourceTables tables) {
    this.jdbc = jdbc;
    this.tables = tables;
  }

  /** At most {@code limit} matches behind {@code after}. */
  List<Hit> read(SearchQuery query, int tenantId, PageKey after, int limit) {
    PageStatement statement = new PageStatement(query, tenantId, tables);
    boolean byDate = query.order().key() == SearchQuery.SortKey.MAIN_DATE;
    boolean undated = after != null && after.undated();
    List<Hit> matches =
        new ArrayList<>(
            jdbc.query(statement.page(undated, after, limit), Hit.mapper(query.type())));
    if (byDate && !undated && matches.size() < limit) {
      // What has no date comes after what has one.
      int missing = limit - matches.size();
      matches.addAll(jdbc.query(statement.page(true, after, missing), Hit.mapper(query.type())));
    }
    return matches;
  }

  long count(SearchQuery query, int tenantId) {
    return jdbc.query(
            new PageStatement(query, tenantId, tables).count(), (row, number) -> row.getLong(1))
        .get(0);
  }
}
