package org.xiangqiao.server.observability;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * How far readers of the change feed lag behind the present, as {@code xiangqiao.feed.horizon.lag}:
 * the age of the oldest write transaction that is still open, which the horizon waits for.
 */
class HorizonLag {

  private static final String OLDEST_WRITE =
      """
      select coalesce(extract(epoch from clock_timestamp() - min(xact_start)), 0)::float8
      from pg_stat_activity where backend_xid is not null
      """;

  private final JdbcTemplate jdbc;
  private volatile double seconds;

  HorizonLag(JdbcTemplate jdbc, MeterRegistry registry) {
    this.jdbc = jdbc;
    Gauge.builder("xiangqiao.feed.horizon.lag", () -> seconds)
        .description("Age of the oldest open write transaction")
        .baseUnit("seconds")
        .register(registry);
  }

  @Scheduled(fixedDelayString = "PT15S", initialDelayString = "PT5S")
  void look() {
    try {
      Double oldest = jdbc.queryForObject(OLDEST_WRITE, Double.class);
      seconds = oldest == null ? 0 : oldest;
    } catch (DataAccessException unreachable) {
      // The last figure stands; the database's own health check tells.
    }
  }
}
