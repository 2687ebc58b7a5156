package org.xiangqiao.programmes.supervision;

import java.math.BigDecimal;
import java.util.stream.Stream;

/** Above the price limit of the day and the institution's level (超标准收费). */
final class AbovePriceLimit implements Check {

  @Override
  public Stream<Hit> hits(Evidence evidence, Items items, Rule rule) {
    return evidence.bill().lines().stream()
        .filter(line -> line.price() != null)
        .flatMap(
            line ->
                items
                    .of(line, evidence.bill().level())
                    .map(ItemFact::priceLimit)
                    .filter(limit -> line.price().compareTo(limit) > 0)
                    .map(limit -> hit(line, limit))
                    .stream());
  }

  private static Hit hit(ClaimedLine line, BigDecimal limit) {
    return Hit.of(
        line, "unitPrice", "price", line.price().toPlainString(), "limit", limit.toPlainString());
  }
}
