package org.xiangqiao.mappings.insurance.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Until when a settlement may be cancelled. */
class CutOffTest {

  @ParameterizedTest
  @CsvSource({
    "DAY,2026-06-30,2026-06-30,true",
    "DAY,2026-06-30,2026-07-01,false",
    "MONTH,2026-06-01,2026-06-30,true",
    "MONTH,2026-06-30,2026-07-01,false",
    "MONTH,2025-06-30,2026-06-30,false",
    "YEAR,2026-01-01,2026-12-31,true",
    "YEAR,2026-12-31,2027-01-01,false"
  })
  void endsWithItsDayMonthOrYear(CutOff rule, LocalDate settled, LocalDate today, boolean allowed) {
    assertThat(rule.allows(settled, today)).isEqualTo(allowed);
  }
}
