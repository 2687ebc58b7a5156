package org.xiangqiao.server.gate;

import java.sql.Date;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Findings per county, sender, rule and day (病历质控), in table {@code quality_count}. */
final class QualityLedger {

  /** Resources looked at. */
  static final String CHECKED = "checked";

  static final String REFUSED = "refused";
  static final String TAGGED = "tagged";

  /**
   * One count.
   *
   * @param sender registered client id
   * @param type resource type
   * @param outcome {@link #CHECKED}, {@link #REFUSED} or {@link #TAGGED}
   * @param rule the broken one; empty where resources are counted
   */
  record Line(int tenant, LocalDate day, String sender, String type, String outcome, String rule) {}

  /** A count of several days. */
  record Sum(String sender, String type, String outcome, String rule, long number) {}

  /** Rules of one report; a report with more says so by its last line's rule. */
  static final int MOST_LINES = 5000;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;

  QualityLedger(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
  }

  /** Adds all or none, in one order of keys, so that nodes do not wait in a circle. */
  void add(Map<Line, Long> counts) {
    List<Map.Entry<Line, Long>> sorted =
        counts.entrySet().stream()
            .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
            .toList();
    transactions.executeWithoutResult(status -> insert(sorted));
  }

  private void insert(List<Map.Entry<Line, Long>> sorted) {
    jdbc.batchUpdate(
        """
        insert into quality_count (tenant_id, day, sender, type, outcome, rule, number)
        values (?, ?, ?, ?, ?, ?, ?)
        on conflict (tenant_id, day, sender, type, outcome, rule)
        do update set number = quality_count.number + excluded.number""",
        sorted,
        500,
        (statement, entry) -> {
          Line line = entry.getKey();
          statement.setInt(1, line.tenant());
          statement.setDate(2, Date.valueOf(line.day()));
          statement.setString(3, line.sender());
          statement.setString(4, line.type());
          statement.setString(5, line.outcome());
          statement.setString(6, line.rule());
          statement.setLong(7, entry.getValue());
        });
  }

  /**
   * Sums over days, both included, by sender, type, outcome and rule in this order.
   *
   * @param sender only this one, or null
   */
  List<Sum> sums(int tenant, LocalDate from, LocalDate to, String sender) {
    return jdbc.query(
        """
        select sender, type, outcome, rule, sum(number)
        from quality_count
        where tenant_id = ? and day between ? and ? and (?::text is null or sender = ?)
        group by sender, type, outcome, rule
        order by sender, type, outcome, rule
        limit ?""",
        (row, index) ->
            new Sum(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getLong(5)),
        tenant,
        Date.valueOf(from),
        Date.valueOf(to),
        sender,
        sender,
        MOST_LINES);
  }

  int removeBefore(LocalDate day) {
    return jdbc.update("delete from quality_count where day < ?", Date.valueOf(day));
  }
}
