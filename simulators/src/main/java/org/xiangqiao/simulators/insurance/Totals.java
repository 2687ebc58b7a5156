package org.xiangqiao.simulators.insurance;

import java.math.BigDecimal;

/** Number of bookings and their sums; what was taken back counts negative. */
public record Totals(
    int count, BigDecimal total, BigDecimal fund, BigDecimal account, BigDecimal cash) {

  private static final BigDecimal NOTHING = new BigDecimal("0.00");

  public static Totals none() {
    return new Totals(0, NOTHING, NOTHING, NOTHING, NOTHING);
  }

  Totals plus(
      BigDecimal moreTotal, BigDecimal moreFund, BigDecimal moreAccount, BigDecimal moreCash) {
    return new Totals(
        count + 1,
        total.add(moreTotal),
        fund.add(moreFund),
        account.add(moreAccount),
        cash.add(moreCash));
  }
}
