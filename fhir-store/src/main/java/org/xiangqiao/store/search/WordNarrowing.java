package org.xiangqiao.store.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.search.criteria.Criterion;
import org.xiangqiao.store.search.criteria.ResourceTables;
import org.xiangqiao.store.search.criteria.SqlStatement;
import org.xiangqiao.store.search.criteria.WordCriterion;

/**
 * Answers a text that too many resources of the county hold, where the other conditions leave few:
 * "high blood pressure" of one resident. The database names those few, and the text index is asked
 * about them alone.
 */
final class WordNarrowing {

  private final JdbcTemplate jdbc;
  private final ResourceTables tables;

  WordNarrowing(JdbcTemplate jdbc, ResourceTables tables) {
    this.jdbc = jdbc;
    this.tables = tables;
  }

  SearchQuery narrow(SearchQuery query, int tenantId) {
    List<Criterion> others = new ArrayList<>();
    List<WordCriterion> open = new ArrayList<>();
    for (Criterion criterion : query.criteria()) {
      if (criterion instanceof WordCriterion words && !words.isComplete()) {
        open.add(words);
      } else {
        others.add(criterion);
      }
    }
    if (open.isEmpty() || others.isEmpty()) {
      return query;
    }
    int limit = open.get(0).limit();
    SqlStatement ids = new PageStatement(query.with(others), tenantId, tables).ids(limit + 1);
    Set<String> few = new HashSet<>(jdbc.query(ids, (row, number) -> row.getString(1)));
    if (few.size() > limit) {
      return query;
    }
    open.forEach(words -> others.add(words.within(tenantId, query.type(), few)));
    return query.with(others);
  }
}
