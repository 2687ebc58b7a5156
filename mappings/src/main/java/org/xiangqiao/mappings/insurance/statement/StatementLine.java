package org.xiangqiao.mappings.insurance.statement;

import java.math.BigDecimal;

/**
 * A booking as the institution tells it in the file of 3202 (对账明细).
 *
 * @param settlement {@code setl_id}
 * @param visit {@code mdtrt_id}
 * @param person {@code psn_no}; null when it is not known any more
 * @param refund {@code refd_setl_flag}: a cancel, whose amounts are negative
 */
public record StatementLine(
    String settlement,
    String visit,
    String person,
    BigDecimal total,
    BigDecimal funds,
    BigDecimal account,
    boolean refund) {

  /** Without the person. */
  @Override
  public String toString() {
    return "StatementLine[" + settlement + "]";
  }
}
