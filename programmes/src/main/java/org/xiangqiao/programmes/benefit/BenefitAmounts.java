package org.xiangqiao.programmes.benefit;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The estimate of a bill; {@link #byKey()} has the names of the interface.
 *
 * @param lines how each line falls apart
 * @param total of the bill
 * @param deductible charged this time
 * @param poolRatio share of the pool above the deductible, before caps
 * @param funds that pay, in the order in which they look at the bill; none that pays nothing
 * @param account paid from the personal account
 * @param balance left in the personal account
 * @param adds what the bill adds to the year
 */
public record BenefitAmounts(
    List<LineShare> lines,
    BigDecimal total,
    BigDecimal deductible,
    BigDecimal pool,
    BigDecimal poolRatio,
    BigDecimal catastrophic,
    BigDecimal assistance,
    BigDecimal account,
    BigDecimal balance,
    List<FundShare> funds,
    YearToDate adds) {

  public BigDecimal funded() {
    return pool.add(catastrophic).add(assistance);
  }

  /** Account and cash. */
  public BigDecimal person() {
    return total.subtract(funded());
  }

  public BigDecimal cash() {
    return person().subtract(account);
  }

  public BigDecimal ownPay() {
    return lines.stream().map(LineShare::ownPay).reduce(Money.ZERO, BigDecimal::add);
  }

  public BigDecimal overLimit() {
    return lines.stream().map(LineShare::overLimit).reduce(Money.ZERO, BigDecimal::add);
  }

  public BigDecimal firstSelfPay() {
    return lines.stream().map(LineShare::firstSelfPay).reduce(Money.ZERO, BigDecimal::add);
  }

  public BigDecimal inScope() {
    return lines.stream().map(LineShare::inScope).reduce(Money.ZERO, BigDecimal::add);
  }

  /** By the interface's keys of 2206, 2207, 2303 and 2304; the funds of residents only. */
  public Map<String, BigDecimal> byKey() {
    Map<String, BigDecimal> keys = new LinkedHashMap<>();
    keys.put("medfee_sumamt", total);
    keys.put("fulamt_ownpay_amt", ownPay());
    keys.put("overlmt_selfpay", overLimit());
    keys.put("preselfpay_amt", firstSelfPay());
    keys.put("inscp_scp_amt", inScope());
    keys.put("act_pay_dedc", deductible);
    keys.put("hifp_pay", pool);
    keys.put("pool_prop_selfpay", poolRatio);
    keys.put("cvlserv_pay", Money.ZERO);
    keys.put("hifes_pay", Money.ZERO);
    keys.put("hifmi_pay", catastrophic);
    keys.put("hifob_pay", Money.ZERO);
    keys.put("hifdm_pay", Money.ZERO);
    keys.put("maf_pay", assistance);
    keys.put("oth_pay", Money.ZERO);
    keys.put("fund_pay_sumamt", funded());
    keys.put("psn_part_amt", person());
    keys.put("acct_pay", account);
    keys.put("acct_mulaid_pay", Money.ZERO);
    keys.put("psn_cash_pay", cash());
    keys.put("hosp_part_amt", Money.ZERO);
    keys.put("balc", balance);
    return keys;
  }
}
