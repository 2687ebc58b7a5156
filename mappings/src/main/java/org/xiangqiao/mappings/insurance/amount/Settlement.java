package org.xiangqiao.mappings.insurance.amount;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.xiangqiao.mappings.insurance.envelope.Row;

/** Nodes and amount keys of an answer with a settlement (2206, 2207, 2208, 2303, 2304, 2305). */
public final class Settlement {

  /** Node of the settlement itself. */
  public static final String HEAD = "setlinfo";

  /** Node with one row per fund. */
  public static final String FUNDS = "setldetail";

  /** Cash, as the interface has it; answers of cancels spell it {@code pdn_cash_pay} too. */
  public static final String CASH = "psn_cash_pay";

  static final String CASH_MISSPELT = "pdn_cash_pay";

  /** Keys of money in {@link #HEAD}, in the order of the interface. */
  public static final List<String> AMOUNTS =
      List.of(
          "medfee_sumamt",
          "fulamt_ownpay_amt",
          "overlmt_selfpay",
          "preselfpay_amt",
          "inscp_scp_amt",
          "act_pay_dedc",
          "hifp_pay",
          "cvlserv_pay",
          "hifes_pay",
          "hifmi_pay",
          "hifob_pay",
          "hifdm_pay",
          "maf_pay",
          "oth_pay",
          "fund_pay_sumamt",
          "psn_part_amt",
          "acct_pay",
          "acct_mulaid_pay",
          CASH,
          "hosp_part_amt");

  /** Keys of money of one line of uploaded details. */
  public static final List<String> LINE_AMOUNTS =
      List.of(
          "det_item_fee_sumamt",
          "pric_uplmt_amt",
          "fulamt_ownpay_amt",
          "overlmt_amt",
          "preselfpay_amt",
          "inscp_scp_amt");

  private Settlement() {}

  /** An amount of the settlement; cash in either spelling. */
  public static Optional<BigDecimal> amount(Row head, String key) {
    return key.equals(CASH) ? cash(head) : head.number(key);
  }

  static Optional<BigDecimal> cash(Row head) {
    return head.number(CASH).or(() -> head.number(CASH_MISSPELT));
  }
}
