package org.xiangqiao.mappings.insurance.profile;

import java.math.BigDecimal;

/**
 * Which amounts contain which, where provinces differ.
 *
 * @param accountInFunds {@code fund_pay_sumamt} contains {@code acct_pay}
 * @param mutualAid whether {@code acct_mulaid_pay} stands within {@code acct_pay}
 * @param tolerance what may differ by rounding
 */
public record AmountRules(boolean accountInFunds, MutualAid mutualAid, BigDecimal tolerance) {

  /** Where the relatives' account stands. */
  public enum MutualAid {
    BESIDE,
    WITHIN,
    /** Not known: both are taken. */
    EITHER
  }

  public static final AmountRules USUAL =
      new AmountRules(false, MutualAid.EITHER, new BigDecimal("0.01"));
}
