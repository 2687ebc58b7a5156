package org.xiangqiao.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Date;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.TestPostgres;

class AuditMonthsTest {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private final JdbcTemplate jdbc = new JdbcTemplate(TestPostgres.database());

  @Test
  void monthsAreMadeAheadAndDroppedAfterTheirRetention() {
    YearMonth now = YearMonth.now(ZONE);
    for (int ago : List.of(5, 8, 12, 13, 20)) {
      jdbc.query("select audit_add_month(?)", row -> {}, first(now.minusMonths(ago)));
    }
    AuditMover mover = new AuditMover(new ArrivedRecords(jdbc), Duration.ofMinutes(1), 10);
    new AuditMonths(jdbc, mover, Period.ofMonths(12), Clock.system(ZONE)).keepUp();
    assertThat(jdbc.queryForList("select audit_months()", LocalDate.class))
        .containsExactly(
            now.minusMonths(12).atDay(1),
            now.minusMonths(8).atDay(1),
            now.minusMonths(5).atDay(1),
            now.atDay(1),
            now.plusMonths(1).atDay(1),
            now.plusMonths(2).atDay(1));
  }

  @Test
  void monthsAreMadeButNoneIsDroppedWhileRecordsCannotBeMoved() {
    YearMonth now = YearMonth.now(ZONE);
    jdbc.query("select audit_add_month(?)", row -> {}, first(now.minusMonths(20)));
    ArrivedRecords stuck =
        new ArrivedRecords(jdbc) {
          @Override
          int move(int commits) {
            throw new DataIntegrityViolationException("a record is too large");
          }
        };
    new AuditMonths(
            jdbc,
            new AuditMover(stuck, Duration.ofMinutes(1), 10),
            Period.ofMonths(12),
            Clock.system(ZONE))
        .keepUp();
    assertThat(jdbc.queryForList("select audit_months()", LocalDate.class))
        .contains(now.minusMonths(20).atDay(1), now.plusMonths(2).atDay(1));
  }

  @Test
  void theDatabaseItselfKeepsSixMonths() {
    YearMonth month = YearMonth.now(ZONE).minusMonths(5);
    jdbc.query("select audit_add_month(?)", row -> {}, first(month));
    assertThatThrownBy(() -> jdbc.query("select audit_drop_month(?)", row -> {}, first(month)))
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("younger than six months");
    assertThat(jdbc.queryForList("select audit_months()", LocalDate.class))
        .contains(month.atDay(1));
  }

  private static Date first(YearMonth month) {
    return Date.valueOf(month.atDay(1));
  }
}
