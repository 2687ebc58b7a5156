package org.xiangqiao.simulators.insurance;

import java.math.BigDecimal;
import java.time.LocalDateTime;

/**
 * A booking in the platform's ledger; never changed, only answered by another.
 *
 * @param msgid of the message that made it
 * @param total signed, as all amounts: what is taken back is negative
 */
public record LedgerEntry(
    long number,
    Kind kind,
    String settlement,
    String msgid,
    String institution,
    LocalDateTime time,
    BigDecimal total,
    BigDecimal fund,
    BigDecimal account,
    BigDecimal cash) {

  /** What was booked. */
  public enum Kind {
    SETTLE(1),
    CANCEL(-1),
    /** 2601 of a settlement. */
    REVERSE_SETTLE(-1),
    /** 2601 of a cancel: the settlement stands again. */
    REVERSE_CANCEL(1);

    final int sign;

    Kind(int sign) {
      this.sign = sign;
    }
  }
}
