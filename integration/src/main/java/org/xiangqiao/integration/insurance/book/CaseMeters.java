package org.xiangqiao.integration.insurance.book;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/**
 * Meters of settlements (结算监控): {@code xiangqiao.insurance.claims} counts the claims that are not
 * finished, and those of the last day that are, by institution and state; {@code
 * xiangqiao.insurance.age} is how long ago the oldest of those that are not finished was handed in.
 * Over all nodes; no personal data.
 */
public class CaseMeters {

  private static final String COUNT =
      """
      select institution, state, count(*), 0 from insurance_case
      where kind = 'claim' and not open and state <> 'needs-person'
        and created_at > now() - interval '1 day'
      group by institution, state
      union all
      select institution, state, count(*), extract(epoch from now() - min(created_at))
      from insurance_case
      where kind = 'claim' and (open or state = 'needs-person')
      group by institution, state
      """;

  private record Counted(String institution, String state, long claims, double age) {}

  private final JdbcTemplate jdbc;
  private final MultiGauge claims;
  private final MultiGauge ages;

  public CaseMeters(JdbcTemplate jdbc, MeterRegistry registry) {
    this.jdbc = jdbc;
    claims =
        MultiGauge.builder("xiangqiao.insurance.claims")
            .description("Claims that are not finished, and of the last day those that are")
            .register(registry);
    ages =
        MultiGauge.builder("xiangqiao.insurance.age")
            .description("Age of the oldest claim that is not finished")
            .baseUnit("seconds")
            .register(registry);
  }

  /** Counts here and not at each scrape. */
  @Scheduled(fixedDelayString = "${xiangqiao.insurance.count-every:30s}")
  public void count() {
    try {
      List<Counted> counted =
          new ArrayList<>(
              jdbc.query(
                  COUNT,
                  (row, number) ->
                      new Counted(
                          row.getString(1), row.getString(2), row.getLong(3), row.getDouble(4))));
      claims.register(rows(counted, true), true);
      ages.register(rows(counted, false), true);
    } catch (DataAccessException | TransactionException unreachable) {
      // The last figures stand until the database is back; its own health check tells.
    }
  }

  private static List<MultiGauge.Row<?>> rows(List<Counted> counted, boolean numbers) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    for (Counted one : counted) {
      if (numbers || one.age() > 0) {
        rows.add(
            MultiGauge.Row.of(
                Tags.of("institution", one.institution(), "state", one.state()),
                numbers ? one.claims() : one.age()));
      }
    }
    return rows;
  }
}
