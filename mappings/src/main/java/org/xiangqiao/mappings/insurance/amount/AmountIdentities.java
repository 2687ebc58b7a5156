package org.xiangqiao.mappings.insurance.amount;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.xiangqiao.mappings.insurance.envelope.Numbers;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;
import org.xiangqiao.mappings.insurance.profile.AmountRules;

/**
 * What must add up in an answer of 2204, 2206, 2207, 2303 or 2304: lines, the four parts of the
 * bill, funds, the person's share. Own derivation that real answers bear out, not an official text;
 * an amount that is absent counts as nothing, one that cannot be read is a dispute.
 */
public final class AmountIdentities {

  private static final String[] HEAD = {
    "fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_scp_amt"
  };
  private static final String[] LINE = {
    "fulamt_ownpay_amt", "overlmt_amt", "preselfpay_amt", "inscp_scp_amt"
  };
  private static final String[] FUNDS = {
    "hifp_pay",
    "cvlserv_pay",
    "hifes_pay",
    "hifmi_pay",
    "hifob_pay",
    "hifdm_pay",
    "maf_pay",
    "oth_pay"
  };

  private final AmountRules rules;

  public AmountIdentities(AmountRules rules) {
    this.rules = rules;
  }

  /**
   * Of a settlement.
   *
   * @param output of the platform, nodes {@code setlinfo} and {@code setldetail}
   * @param ours the total that was submitted; {@code null} when it is not to be compared
   */
  public List<Dispute> ofSettlement(Payload output, BigDecimal ours) {
    Row head = output.row(Settlement.HEAD);
    List<Row> details = output.rows(Settlement.FUNDS);
    List<Dispute> disputes = new ArrayList<>(unreadable(head, Settlement.AMOUNTS));
    disputes.addAll(unreadable(head, List.of(Settlement.CASH_MISSPELT)));
    details.forEach(detail -> disputes.addAll(unreadable(detail, List.of("fund_payamt"))));
    if (!disputes.isEmpty()) {
      return List.copyOf(disputes);
    }
    BigDecimal total = amount(head, "medfee_sumamt");
    if (ours != null) {
      if (Numbers.bounded(ours)) {
        compare(disputes, "total", "medfee_sumamt", total, ours);
      } else {
        disputes.add(new Dispute("total", "medfee_sumamt", total, null));
      }
    }
    if (parted(head, HEAD)) {
      compare(disputes, "head", "medfee_sumamt", total, sum(head, HEAD));
    }
    BigDecimal funds = amount(head, "fund_pay_sumamt");
    BigDecimal account = rules.accountInFunds() ? amount(head, "acct_pay") : BigDecimal.ZERO;
    compare(disputes, "funds", "fund_pay_sumamt", funds, sum(head, FUNDS).add(account));
    if (!details.isEmpty()) {
      BigDecimal paid =
          details.stream()
              .map(detail -> amount(detail, "fund_payamt"))
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      compare(disputes, "fund-details", "fund_pay_sumamt", funds, paid);
    }
    person(disputes, head, total, funds.subtract(account));
    return List.copyOf(disputes);
  }

  /** Of the answer to uploaded details (2204, 2301), line by line. */
  public List<Dispute> ofLines(List<Row> lines) {
    List<Dispute> disputes = new ArrayList<>();
    for (Row line : lines) {
      List<Dispute> broken = unreadable(line, Settlement.LINE_AMOUNTS);
      disputes.addAll(broken);
      if (broken.isEmpty() && parted(line, LINE)) {
        compare(
            disputes,
            "line",
            "det_item_fee_sumamt",
            amount(line, "det_item_fee_sumamt"),
            sum(line, LINE));
      }
    }
    return List.copyOf(disputes);
  }

  private void person(List<Dispute> disputes, Row head, BigDecimal total, BigDecimal funds) {
    if (!head.has("psn_part_amt")) {
      return;
    }
    BigDecimal person = amount(head, "psn_part_amt");
    compare(
        disputes,
        "person",
        "psn_part_amt",
        person,
        total.subtract(funds).subtract(amount(head, "hosp_part_amt")));
    BigDecimal within = amount(head, "acct_pay").add(cash(head));
    BigDecimal beside = within.add(amount(head, "acct_mulaid_pay"));
    BigDecimal parts =
        switch (rules.mutualAid()) {
          case WITHIN -> within;
          case BESIDE -> beside;
          case EITHER -> near(person, within) ? within : beside;
        };
    compare(disputes, "person-parts", "psn_part_amt", person, parts);
  }

  /** An answer without the parts says nothing of them. */
  private static boolean parted(Row row, String... keys) {
    return Arrays.stream(keys).anyMatch(row::has);
  }

  private static BigDecimal cash(Row head) {
    return Settlement.cash(head).orElse(BigDecimal.ZERO);
  }

  private static List<Dispute> unreadable(Row row, List<String> keys) {
    return keys.stream()
        .filter(key -> row.has(key) && row.number(key).isEmpty())
        .map(key -> new Dispute("unreadable", key, null, null))
        .toList();
  }

  private void compare(
      List<Dispute> disputes, String identity, String key, BigDecimal stated, BigDecimal computed) {
    if (!near(stated, computed)) {
      disputes.add(new Dispute(identity, key, stated, computed));
    }
  }

  private boolean near(BigDecimal one, BigDecimal other) {
    return one.subtract(other).abs().compareTo(rules.tolerance()) <= 0;
  }

  private static BigDecimal sum(Row row, String... keys) {
    BigDecimal sum = BigDecimal.ZERO;
    for (String key : keys) {
      sum = sum.add(amount(row, key));
    }
    return sum;
  }

  private static BigDecimal amount(Row row, String key) {
    return row.number(key).orElse(BigDecimal.ZERO);
  }
}
