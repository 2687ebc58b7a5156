package org.xiangqiao.integration.insurance.list;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/**
 * Meter {@code xiangqiao.insurance.lists}: settlement lists (结算清单) that are not at the platform, by
 * institution and state. Over all nodes; no personal data.
 */
public class ListMeters {

  private static final String COUNT =
      """
      select institution, state, count(*) from insurance_settlement_list
      where state not in ('booked', 'ended')
      group by institution, state
      """;

  private final JdbcTemplate jdbc;
  private final MultiGauge lists;

  public ListMeters(JdbcTemplate jdbc, MeterRegistry registry) {
    this.jdbc = jdbc;
    lists =
        MultiGauge.builder("xiangqiao.insurance.lists")
            .description("Settlement lists that are not at the platform")
            .register(registry);
  }

  /** Counts here and not at each scrape. */
  @Scheduled(fixedDelayString = "${xiangqiao.insurance.count-every:30s}")
  public void count() {
    try {
      List<MultiGauge.Row<?>> counted =
          jdbc.query(
              COUNT,
              (row, number) ->
                  MultiGauge.Row.of(
                      Tags.of("institution", row.getString(1), "state", row.getString(2)),
                      row.getLong(3)));
      lists.register(counted, true);
    } catch (DataAccessException | TransactionException unreachable) {
      // The last figures stand until the database is back; its own health check tells.
    }
  }
}
