package org.xiangqiao.programmes.supervision;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.xiangqiao.programmes.benefit.CareLevel;

/** How long a dispensed drug lasts (用药天数): as the doctor wrote, else at the usual dose. */
final class Supply {

  private Supply() {}

  static Optional<BigDecimal> days(ClaimedLine line, CareLevel level, Items items) {
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
}
