package org.xiangqiao.simulators.insurance;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A difference that the statements show and the ledger does not.
 *
 * @param settlement setl_id that it hits
 * @param amount that the fund's payment is off by, for {@link Kind#DIFFERS}; the whole bill and
 *     fund payment of the settlement for {@link Kind#PLATFORM_HAS_MORE}
 */
public record StatementDifference(
    Kind kind,
    String settlement,
    String msgid,
    String institution,
    LocalDate day,
    BigDecimal amount) {

  /** By the codes of stmt_rslt. */
  public enum Kind {
    /** 中心多: the statements show a settlement that nobody made. */
    PLATFORM_HAS_MORE,
    /** 医药机构多: a settlement is missing from the statements. */
    INSTITUTION_HAS_MORE,
    /** 数据不一致: the fund's payment is another. */
    DIFFERS
  }
}
