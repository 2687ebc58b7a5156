package org.xiangqiao.programmes.supervision;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.xiangqiao.programmes.benefit.CareLevel;

/**
 * How long a dispensed drug lasts (用药天数): as the doctor wrote, else at the usual dose. Services and
 * consumables have days too, and are no supply.
 */
final class Supply {

  private static final String DRUGS = "drugs";

  private Supply() {}

  static Optional<BigDecimal> days(ClaimedLine line, CareLevel level, Items items, Rule rule) {
    if (!drug(line, level, items, rule)) {
      return Optional.empty();
    }
    if (line.days() != null) {
      return Optional.of(line.days());
    }
    return line.quantity() == null
        ? Optional.empty()
        : items
            .of(line, level)
            .map(ItemFact::dailyQuantity)
            .map(daily -> line.quantity().divide(daily, 2, RoundingMode.HALF_UP));
  }

  /** By the beginning of its code, or because the county's file knows dose, days or ingredient. */
  private static boolean drug(ClaimedLine line, CareLevel level, Items items, Rule rule) {
    return line.item() != null
        && (rule.list(DRUGS).stream().anyMatch(line.item()::startsWith)
            || items.of(line, level).filter(Supply::drug).isPresent());
  }

  private static boolean drug(ItemFact fact) {
    return fact.dailyQuantity() != null || fact.mostDays() != null || fact.ingredient() != null;
  }
}
