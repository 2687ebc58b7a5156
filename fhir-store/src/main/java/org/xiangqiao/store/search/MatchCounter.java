package org.xiangqiao.store.search;

import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.SQLException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.search.criteria.ResourceTables;
import org.xiangqiao.store.search.criteria.SearchProblems;
import org.xiangqiao.store.search.criteria.SqlStatement;

/** How many resources match (R4 search.html#total). */
final class MatchCounter {

  /** What the planner takes for so many or fewer is counted. */
  static final long COUNTED = 1000;

  /** A planner that was wrong does not make an estimate count further than this. */
  private static final long MOST_COUNTED = 20_000;

  /** In the first line of a plan. */
  private static final Pattern ROWS = Pattern.compile("rows=(\\d+)");

  private static final String CANCELED = "57014";

  private final JdbcTemplate jdbc;
  private final ResourceTables tables;
  private final long limitSeconds;

  MatchCounter(DataSource dataSource, ResourceTables tables, Duration limit) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.limitSeconds = limit.toSeconds();
    this.tables = tables;
    jdbc.setQueryTimeout((int) limitSeconds);
  }

  /** Null if nobody asked. */
  Long total(SearchQuery query, int tenantId) {
    PageStatement statement = new PageStatement(query, tenantId, tables);
    if (query.countOnly() || query.total() == SearchQuery.Total.ACCURATE) {
      return number(statement.count());
    }
    return query.total() == SearchQuery.Total.ESTIMATE ? estimate(statement) : null;
  }

  private long estimate(PageStatement statement) {
    long planned = planned(statement.all());
    if (planned > COUNTED) {
      return rounded(planned);
    }
    long counted = number(statement.countUpTo(MOST_COUNTED));
    return counted < MOST_COUNTED ? counted : rounded(counted);
  }

  /** Two digits: more would pretend to be exact. */
  private static long rounded(long number) {
    return BigDecimal.valueOf(number).round(new MathContext(2)).longValueExact();
  }

  private long planned(SqlStatement all) {
    SqlStatement explain = new SqlStatement().add("explain " + all.text(), all.values().toArray());
    String plan = jdbc.query(explain, (row, number) -> row.getString(1)).get(0);
    Matcher rows = ROWS.matcher(plan);
    return rows.find() ? Long.parseLong(rows.group(1)) : 0;
  }

  private long number(SqlStatement count) {
    try {
      return jdbc.query(count, (row, number) -> row.getLong(1)).get(0);
    } catch (DataAccessException e) {
      if (e.getMostSpecificCause() instanceof SQLException sql
          && CANCELED.equals(sql.getSQLState())) {
        throw SearchProblems.countTooLong(limitSeconds);
      }
      throw e;
    }
  }
}
