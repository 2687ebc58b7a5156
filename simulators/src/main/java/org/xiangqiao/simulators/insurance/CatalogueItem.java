package org.xiangqiao.simulators.insurance;

import java.math.BigDecimal;
import org.xiangqiao.programmes.benefit.ItemClass;

/**
 * An item of the insurance catalogue.
 *
 * @param code med_list_codg
 * @param feeType med_chrgitm_type
 * @param priceLimit pric_uplmt_amt; null without a limit
 * @param selfPayRatio selfpay_prop; null takes the county's
 */
public record CatalogueItem(
    String code,
    ItemClass itemClass,
    String feeType,
    BigDecimal priceLimit,
    BigDecimal selfPayRatio) {

  /** Class A, western medicine, no limit: what an empty catalogue takes every code for. */
  static CatalogueItem unlisted(String code) {
    return new CatalogueItem(code, ItemClass.A, "09", null, null);
  }
}
