package org.xiangqiao.programmes.benefit;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a line falls apart; the four parts sum up to the line exactly.
 *
 * @param ownPay wholly own expense (fulamt_ownpay_amt)
 * @param overLimit above the price limit (overlmt_amt)
 * @param firstSelfPay first self-payment (preselfpay_amt)
 * @param inScope within policy scope (inscp_scp_amt)
 */
public record LineShare(
    BillLine line,
    BigDecimal selfPayRatio,
    BigDecimal ownPay,
    BigDecimal overLimit,
    BigDecimal firstSelfPay,
    BigDecimal inScope) {

  /** Own expense first, then what is above the limit, then the first self-payment of the rest. */
  static LineShare of(BillLine line, BigDecimal classBSelfPay) {
    if (line.itemClass() == ItemClass.C) {
      return new LineShare(line, BigDecimal.ONE, line.amount(), Money.ZERO, Money.ZERO, Money.ZERO);
    }
    BigDecimal over = overLimit(line);
    BigDecimal within = line.amount().subtract(over);
    BigDecimal ratio =
        line.selfPayRatio() != null
            ? line.selfPayRatio()
            : line.itemClass() == ItemClass.B ? classBSelfPay : BigDecimal.ZERO;
    BigDecimal first = Money.cents(within.multiply(ratio));
    return new LineShare(line, ratio, Money.ZERO, over, first, within.subtract(first));
  }

  private static BigDecimal overLimit(BillLine line) {
    if (line.priceLimit() == null) {
      return Money.ZERO;
    }
    BigDecimal excess = Money.notNegative(line.price().subtract(line.priceLimit()));
    return Money.cents(excess.multiply(line.count())).min(line.amount());
  }

  /** By the interface's keys of 2204 and 2301. */
  public Map<String, BigDecimal> byKey() {
    Map<String, BigDecimal> keys = new LinkedHashMap<>();
    keys.put("det_item_fee_sumamt", line.amount());
    keys.put("selfpay_prop", selfPayRatio);
    keys.put("fulamt_ownpay_amt", ownPay);
    keys.put("overlmt_amt", overLimit);
    keys.put("preselfpay_amt", firstSelfPay);
    keys.put("inscp_scp_amt", inScope);
    return keys;
  }
}
