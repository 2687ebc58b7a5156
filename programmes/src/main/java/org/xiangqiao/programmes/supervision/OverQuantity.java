package org.xiangqiao.programmes.supervision;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** More days' supply of a drug on an outpatient bill than may be prescribed (超量开药). */
final class OverQuantity implements Check {

  @Override
  public Stream<Hit> hits(Evidence evidence, Items items, Rule rule) {
    ClaimedBill bill = evidence.bill();
    if (!bill.outpatient()) {
      return Stream.empty();
    }
    Map<String, List<ClaimedLine>> byItem = new LinkedHashMap<>();
    bill.lines().stream()
        .filter(line -> line.item() != null)
        .forEach(line -> byItem.computeIfAbsent(line.item(), i -> new ArrayList<>()).add(line));
    return byItem.values().stream().flatMap(same -> hit(same, bill, items, rule).stream());
  }

  private static Optional<Hit> hit(
      List<ClaimedLine> same, ClaimedBill bill, Items items, Rule rule) {
    BigDecimal days =
        same.stream()
            .flatMap(line -> Supply.days(line, bill.level(), items, rule).stream())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    ClaimedLine last = same.stream().max(Comparator.comparing(ClaimedLine::position)).orElseThrow();
    BigDecimal most =
        items
            .of(last, bill.level())
            .map(ItemFact::mostDays)
            .orElseGet(() -> rule.number(bill.chronic() ? "chronic-days" : "days"));
    return days.compareTo(most) <= 0
        ? Optional.empty()
        : Optional.of(
            Hit.of(
                last,
                "quantity",
                "days",
                days.stripTrailingZeros().toPlainString(),
                "limit",
                most.toPlainString()));
  }
}
