package org.xiangqiao.mappings.insurance.profile;

import java.time.LocalDate;
import java.time.YearMonth;

/** Until when a settlement may be cancelled without a person; after it, somebody decides. */
public enum CutOff {
  /** On its day. */
  DAY,
  /** In its month, before it is cleared. */
  MONTH,
  /** In its year. */
  YEAR;

  /**
   * Whether it may be cancelled today.
   *
   * @param settled its accounting day (结算日)
   */
  public boolean allows(LocalDate settled, LocalDate today) {
    return switch (this) {
      case DAY -> !today.isAfter(settled);
      case MONTH -> !YearMonth.from(today).isAfter(YearMonth.from(settled));
      case YEAR -> today.getYear() <= settled.getYear();
    };
  }
}
