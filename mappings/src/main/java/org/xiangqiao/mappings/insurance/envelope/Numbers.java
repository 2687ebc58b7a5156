package org.xiangqiao.mappings.insurance.envelope;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Decimal numbers of messages, with a bound: the exponent of a hostile one would fill the memory.
 */
public final class Numbers {

  private static final int MOST_DIGITS = 40;

  private Numbers() {}

  /** Empty when it is no number or one beyond the bound. */
  public static Optional<BigDecimal> parse(String text) {
    if (text.length() > MOST_DIGITS) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(text)).filter(Numbers::bounded);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Whether it can be calculated with and written in plain digits. */
  public static boolean bounded(BigDecimal number) {
    return number.precision() <= MOST_DIGITS && Math.abs((long) number.scale()) <= MOST_DIGITS;
  }
}
