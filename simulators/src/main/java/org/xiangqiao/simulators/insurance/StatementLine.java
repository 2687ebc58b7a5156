package org.xiangqiao.simulators.insurance;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A booking as statements show it (对账明细).
 *
 * @param refund refd_setl_flag: 1 for a cancel, whose amounts are negative
 */
record StatementLine(
    String settlement,
    String visit,
    String person,
    String msgid,
    String institution,
    String insuranceType,
    String clearing,
    LocalDate day,
    BigDecimal total,
    BigDecimal fund,
    BigDecimal account,
    BigDecimal cash,
    String refund) {

  String key() {
    return settlement + "|" + refund;
  }

  StatementLine withFund(BigDecimal other) {
    return new StatementLine(
        settlement,
        visit,
        person,
        msgid,
        institution,
        insuranceType,
        clearing,
        day,
        total,
        other,
        account,
        cash,
        refund);
  }
}
