package org.xiangqiao.mappings.insurance.statement;

import java.math.BigDecimal;

/**
 * What the bookings of a day sum up to (合计); cancels are counted, their amounts are negative.
 *
 * @param bookings {@code fixmedins_setl_cnt}
 * @param total {@code medfee_sumamt}
 * @param funds {@code fund_pay_sumamt}
 * @param account {@code acct_pay} of 3201
 * @param cash {@code cash_payamt} of 3202
 */
public record Sums(
    long bookings, BigDecimal total, BigDecimal funds, BigDecimal account, BigDecimal cash) {

  public static final Sums NONE =
      new Sums(0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

  public Sums plus(Sums other) {
    return new Sums(
        bookings + other.bookings,
        total.add(other.total),
        funds.add(other.funds),
        account.add(other.account),
        cash.add(other.cash));
  }
}
