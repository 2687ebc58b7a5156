package org.xiangqiao.programmes.supervision;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Quantity times price is the line, the lines are the bill: to the cent, however it was rounded.
 */
final class Arithmetic implements Check {

  private static final BigDecimal CENT = new BigDecimal("0.01");

  @Override
  public Stream<Hit> hits(Evidence evidence, Items items, Rule rule) {
    ClaimedBill bill = evidence.bill();
    return Stream.concat(
        bill.lines().stream()
            .filter(Arithmetic::differs)
            .map(
                line ->
                    Hit.of(
                        line,
                        "net",
                        "net",
                        line.net().toPlainString(),
                        "product",
                        product(line).stripTrailingZeros().toPlainString())),
        total(bill));
  }

  private static boolean differs(ClaimedLine line) {
    return line.quantity() != null
        && line.price() != null
        && line.net() != null
        && product(line).subtract(line.net()).abs().compareTo(CENT) >= 0;
  }

  private static BigDecimal product(ClaimedLine line) {
    return line.quantity().multiply(line.price());
  }

  private static Stream<Hit> total(ClaimedBill bill) {
    boolean known =
        bill.total() != null
            && bill.lines().stream().map(ClaimedLine::net).allMatch(Objects::nonNull);
    if (!known) {
      return Stream.empty();
    }
    BigDecimal sum =
        bill.lines().stream().map(ClaimedLine::net).reduce(BigDecimal.ZERO, BigDecimal::add);
    return sum.compareTo(bill.total()) == 0
        ? Stream.empty()
        : Stream.of(
            Hit.of(
                null,
                "total",
                "line",
                "-",
                "net",
                bill.total().toPlainString(),
                "product",
                sum.toPlainString()));
  }
}
