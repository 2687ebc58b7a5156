package org.xiangqiao.store.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.search.criteria.DrivingIndex;
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
    if (byDate
        && !undated
        && statement.driver() == DrivingIndex.PATIENT
        && query.order().keys().size() == 1) {
      List<Hit> both =
          new ArrayList<>(
              jdbc.query(
                  statement.datedThenUndated(after, limit),
                  Hit.mapper(query.type(), query.order())));
      // Each part is in order; which comes first is not SQL's promise.
      both.sort(Comparator.comparing(hit -> hit.dateLow() == null));
      return both;
    }
    List<Hit> matches = new ArrayList<>(read(query, statement, undated, after, limit));
    if (byDate && !undated && matches.size() < limit) {
      // What has no date comes after what has one.
      matches.addAll(read(query, statement, true, after, limit - matches.size()));
    }
    return matches;
  }

  private List<Hit> read(
      SearchQuery query, PageStatement statement, boolean undated, PageKey after, int limit) {
    return jdbc.query(
        statement.page(undated, after, limit), Hit.mapper(query.type(), query.order()));
  }

  /** At most {@code limit} matches of several types behind {@code after}. */
  List<Hit> read(SeveralTypesQuery query, int tenantId, PageKey after, int limit) {
    return jdbc.query(
        new UnionStatement(query, tenantId, tables).page(after, limit),
        (row, number) -> Hit.mapper(row.getString("type")).mapRow(row, number));
  }

  long count(SeveralTypesQuery query, int tenantId) {
    return jdbc.query(
            new UnionStatement(query, tenantId, tables).count(), (row, number) -> row.getLong(1))
        .get(0);
  }
}
