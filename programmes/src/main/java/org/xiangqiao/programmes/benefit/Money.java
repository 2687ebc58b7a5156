package org.xiangqiao.programmes.benefit;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts of the interface: two decimals, half up (number 16,2); ratios four (number 5,4). */
final class Money {

  static final BigDecimal ZERO = new BigDecimal("0.00");

  private Money() {}

  /** To the cent. */
  static BigDecimal cents(BigDecimal exact) {
    return exact.setScale(2, RoundingMode.HALF_UP);
  }

  static BigDecimal ratio(BigDecimal part, BigDecimal whole) {
    return whole.signum() == 0
        ? new BigDecimal("0.0000")
        : part.divide(whole, 4, RoundingMode.HALF_UP);
  }

  static BigDecimal notNegative(BigDecimal amount) {
    return amount.signum() < 0 ? ZERO : amount;
  }

  /** An amount that was left out counts as nothing. */
  static BigDecimal orZero(BigDecimal amount) {
    return amount == null ? ZERO : amount;
  }

  /** What is left of a limit; without a limit everything. */
  static BigDecimal within(BigDecimal amount, BigDecimal limit, BigDecimal used) {
    return limit == null ? amount : amount.min(notNegative(limit.subtract(used)));
  }
}
