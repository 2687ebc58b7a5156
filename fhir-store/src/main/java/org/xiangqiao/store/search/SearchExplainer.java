package org.xiangqiao.store.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.SearchPlan;
import org.xiangqiao.store.SearchPlan.Sentence;
import org.xiangqiao.store.search.criteria.DrivingIndex;
import org.xiangqiao.store.search.criteria.ParameterName;
import org.xiangqiao.store.search.criteria.ResourceTables;
import org.xiangqiao.store.search.criteria.SqlStatement;

/** Tells how a search is answered; the words, the statement and the database's plan. */
final class SearchExplainer {

  private final JdbcTemplate jdbc;
  private final ResourceTables tables;

  SearchExplainer(JdbcTemplate jdbc, ResourceTables tables) {
    this.jdbc = jdbc;
    this.tables = tables;
  }

  /**
   * @param analyze run the statement and tell times and rows as they were
   */
  SearchPlan explain(SearchQuery query, int tenantId, boolean analyze) {
    PageStatement statement = new PageStatement(query, tenantId, tables);
    SqlStatement page =
        query.countOnly() ? statement.count() : statement.page(false, null, query.count() + 1);
    SqlStatement explain =
        new SqlStatement()
            .add(
                "explain (verbose off" + (analyze ? ", analyze, buffers" : "") + ") " + page.text(),
                page.values().toArray());
    String plan = String.join("\n", jdbc.query(explain, (row, number) -> row.getString(1)));
    return new SearchPlan(words(query, statement.driver()), page.text(), MaskedPlan.of(plan));
  }

  private static List<Sentence> words(SearchQuery query, DrivingIndex driver) {
    List<Sentence> words = new ArrayList<>();
    words.add(Sentence.of("searched", query.type()));
    int number = 0;
    for (Map.Entry<String, List<String>> each : conditions(query).entrySet()) {
      for (int i = 0; i < each.getValue().size(); i++) {
        words.add(Sentence.of("condition", ++number, each.getKey()));
      }
    }
    if (number == 0) {
      words.add(Sentence.of("unconditional"));
    }
    words.add(Sentence.of("driver." + driver.name(), driver.name()));
    sort(query, words);
    if (query.order().key() == SearchQuery.SortKey.MAIN_DATE) {
      words.add(Sentence.of("undated"));
    }
    words.add(query.countOnly() ? Sentence.of("counted") : Sentence.of("page", query.count()));
    if (!query.countOnly()) {
      words.add(Sentence.of("total." + query.total().name(), MatchCounter.COUNTED));
    }
    query
        .includes()
        .forEach(
            each ->
                words.add(
                    Sentence.of(
                        each.iterate() ? "include.iterate" : "include.once",
                        each.parameter().type() + ":" + each.parameter().name())));
    query
        .reverseIncludes()
        .forEach(
            each ->
                words.add(
                    Sentence.of(
                        each.iterate() ? "revinclude.iterate" : "revinclude.once",
                        each.parameter().type() + ":" + each.parameter().name())));
    return words;
  }

  private static Map<String, List<String>> conditions(SearchQuery query) {
    Map<String, List<String>> conditions = new LinkedHashMap<>(query.applied());
    conditions
        .keySet()
        .removeIf(raw -> ResultParameters.NAMES.contains(ParameterName.parse(raw).code()));
    return conditions;
  }

  private static void sort(SearchQuery query, List<Sentence> words) {
    if (query.order().keys().isEmpty()) {
      words.add(Sentence.of("sort.ROW"));
    }
    for (SearchQuery.Sort sort : query.order().keys()) {
      String direction = sort.descending() ? "-" : "+";
      words.add(
          sort.column() == null
              ? Sentence.of("sort." + sort.by().name(), direction)
              : Sentence.of(
                  "sort." + sort.column().kind().name(), direction + sort.column().name()));
    }
  }
}
