package org.xiangqiao.programmes.benefit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** The identities that every answer keeps: line, head, funds, person. */
final class Identities {

  private Identities() {}

  static void hold(BenefitAmounts amounts) {
    for (LineShare line : amounts.lines()) {
      Map<String, BigDecimal> parts = line.byKey();
      assertThat(sum(parts, "fulamt_ownpay_amt", "overlmt_amt", "preselfpay_amt", "inscp_scp_amt"))
          .isEqualTo(parts.get("det_item_fee_sumamt"));
    }
    Map<String, BigDecimal> keys = amounts.byKey();
    assertThat(sum(keys, "fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_scp_amt"))
        .isEqualTo(keys.get("medfee_sumamt"));
    assertThat(
            sum(
                keys,
                "hifp_pay",
                "cvlserv_pay",
                "hifes_pay",
                "hifmi_pay",
                "hifob_pay",
                "hifdm_pay",
                "maf_pay",
                "oth_pay"))
        .isEqualTo(keys.get("fund_pay_sumamt"));
    assertThat(
            amounts.funds().stream()
                .map(FundShare::pays)
                .reduce(new BigDecimal("0.00"), BigDecimal::add))
        .isEqualTo(keys.get("fund_pay_sumamt"));
    assertThat(keys.get("psn_part_amt"))
        .isEqualTo(
            keys.get("medfee_sumamt")
                .subtract(keys.get("fund_pay_sumamt"))
                .subtract(keys.get("hosp_part_amt")));
    assertThat(sum(keys, "acct_pay", "acct_mulaid_pay", "psn_cash_pay"))
        .isEqualTo(keys.get("psn_part_amt"));
    assertThat(keys.values()).allSatisfy(value -> assertThat(value.signum()).isNotNegative());
  }

  private static BigDecimal sum(Map<String, BigDecimal> keys, String... names) {
    return List.of(names).stream().map(keys::get).reduce(new BigDecimal("0.00"), BigDecimal::add);
  }
}
