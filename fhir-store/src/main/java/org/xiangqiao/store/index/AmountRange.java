package org.xiangqiao.store.index;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A number, or the range of numbers that a text of its precision stands for (R4
 * search.html#number).
 *
 * @param low first number
 * @param high last number
 */
public record AmountRange(BigDecimal low, BigDecimal high) {

  /** Stand for the open ends of ranges; no quantity of medicine reaches them. */
  public static final BigDecimal LEAST = new BigDecimal("-1E+100");

  public static final BigDecimal MOST = new BigDecimal("1E+100");

  private static final int MAX_DIGITS = 200;
  private static final BigDecimal HALF = new BigDecimal("0.5");

  public static AmountRange exactly(BigDecimal number) {
    return new AmountRange(number, number);
  }

  /** Reads a number as FHIR writes decimals; empty if it is none or of absurd size. */
  public static Optional<BigDecimal> parse(String text) {
    if (!text.matches("[-+]?\\d{1,100}(\\.\\d{1,100})?([eE][-+]?\\d{1,3})?")) {
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(text);
    boolean sensible = Math.abs(number.scale()) <= MAX_DIGITS && number.precision() <= MAX_DIGITS;
    return sensible ? Optional.of(number) : Optional.empty();
  }

  /**
   * What a written number stands for: {@code 100} for 99.5 to 100.5, {@code 100.00} for 99.995 to
   * 100.005, and {@code 1e2} for 95 to 105 as the specification has it.
   */
  public static AmountRange written(BigDecimal number) {
    int lastDigit = number.scale() < 0 ? number.scale() + 1 : number.scale();
    BigDecimal half = HALF.movePointLeft(lastDigit);
    return new AmountRange(number.subtract(half), number.add(half));
  }

  /** The numbers that {@code ap} takes for about the same: a tenth to both sides. */
  public static AmountRange approximately(BigDecimal number) {
    BigDecimal tenth = number.abs().movePointLeft(1);
    return new AmountRange(number.subtract(tenth), number.add(tenth));
  }
}
