package org.xiangqiao.server.audit;

import java.sql.Date;
import java.time.Clock;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Makes the months ahead and drops those past their retention, by functions of the schema's owner.
 */
class AuditMonths implements SmartInitializingSingleton {

  private static final Logger LOG = LoggerFactory.getLogger(AuditMonths.class);
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final int AHEAD = 2;

  private final JdbcTemplate jdbc;
  private final AuditMover mover;
  private final Period retention;
  private final Clock clock;

  AuditMonths(JdbcTemplate jdbc, AuditMover mover, Period retention, Clock clock) {
    this.jdbc = jdbc;
    this.mover = mover;
    this.retention = retention;
    this.clock = clock;
  }

  @Override
  public void afterSingletonsInstantiated() {
    keepUp();
  }

  @Scheduled(fixedDelayString = "PT12H", initialDelayString = "PT12H")
  void keepUp() {
    YearMonth now = YearMonth.now(clock.withZone(ZONE));
    for (int month = 0; month <= AHEAD; month++) {
      Date first = Date.valueOf(now.plusMonths(month).atDay(1));
      jdbc.query("select audit_add_month(?)", row -> {}, first);
    }
    if (moved()) {
      dropOld(now);
    }
  }

  /** A record that still waits from before a long stop goes with its month. */
  private boolean moved() {
    try {
      mover.moveAll();
      return true;
    } catch (RuntimeException failed) {
      LOG.error(
          "no month of audit is dropped, for records were not moved into their months: {}",
          failed.getClass().getSimpleName());
      return false;
    }
  }

  private void dropOld(YearMonth now) {
    YearMonth oldestKept = now.minusMonths(retention.toTotalMonths());
    List<Date> months = jdbc.queryForList("select audit_months()", Date.class);
    for (Date month : months) {
      if (YearMonth.from(month.toLocalDate()).isBefore(oldestKept)) {
        jdbc.query("select audit_drop_month(?)", row -> {}, month);
        LOG.info("audit of {} was dropped, its retention is over", month);
      }
    }
  }
}
