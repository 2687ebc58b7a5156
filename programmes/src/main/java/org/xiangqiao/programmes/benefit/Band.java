package org.xiangqiao.programmes.benefit;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/**
 * From an amount on a fund pays a share (分段), up to the next band.
 *
 * @param above where the band begins
 * @param ratio share that the fund pays, 0 to 1
 */
public record Band(BigDecimal above, BigDecimal ratio) {

  public Band {
    if (Objects.requireNonNull(above, "above").signum() < 0) {
      throw new IllegalArgumentException("a band begins at 0 or above");
    }
    if (Objects.requireNonNull(ratio, "ratio").signum() < 0
        || ratio.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException("the ratio of a band is 0 to 1");
    }
  }

  /** Bands in rising order, or a refusal that says so. */
  static List<Band> rising(List<Band> bands) {
    List<Band> copy = bands == null ? List.of() : List.copyOf(bands);
    for (int i = 1; i < copy.size(); i++) {
      if (copy.get(i).above.compareTo(copy.get(i - 1).above) <= 0) {
        throw new IllegalArgumentException("bands rise strictly: " + copy.get(i).above);
      }
    }
    return copy;
  }

  /** What is paid for the part of the amounts between two points, before rounding. */
  static BigDecimal pays(List<Band> bands, BigDecimal from, BigDecimal to) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < bands.size(); i++) {
      BigDecimal begin = bands.get(i).above.max(from);
      BigDecimal end = i + 1 < bands.size() ? bands.get(i + 1).above.min(to) : to;
      sum = sum.add(Money.notNegative(end.subtract(begin)).multiply(bands.get(i).ratio));
    }
    return sum;
  }

  Band raised(BigDecimal points) {
    return new Band(above, ratio.add(points).min(BigDecimal.ONE));
  }
}
