package org.xiangqiao.programmes.benefit;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * A line of a bill (费用明细).
 *
 * @param id serial number within the visit (feedetl_sn)
 * @param itemClass class of the item; decides what is own expense
 * @param amount total of the line (det_item_fee_sumamt), two decimals
 * @param count quantity (cnt)
 * @param price unit price (pric)
 * @param priceLimit highest price that counts (pric_uplmt_amt); null without a limit
 * @param selfPayRatio share paid by the person first (selfpay_prop); null takes the county's for
 *     class B and none for class A
 */
public record BillLine(
    String id,
    ItemClass itemClass,
    BigDecimal amount,
    BigDecimal count,
    BigDecimal price,
    BigDecimal priceLimit,
    BigDecimal selfPayRatio) {

  public BillLine {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(itemClass, "itemClass");
    notNegative(amount, "amount");
    notNegative(count, "count");
    notNegative(price, "price");
    if (priceLimit != null) {
      notNegative(priceLimit, "priceLimit");
    }
    if (selfPayRatio != null
        && (selfPayRatio.signum() < 0 || selfPayRatio.compareTo(BigDecimal.ONE) > 0)) {
      throw new IllegalArgumentException("selfPayRatio is 0 to 1");
    }
    amount = Money.cents(amount);
  }

  private static void notNegative(BigDecimal value, String name) {
    if (Objects.requireNonNull(value, name).signum() < 0) {
      throw new IllegalArgumentException(name + " is not negative");
    }
  }
}
