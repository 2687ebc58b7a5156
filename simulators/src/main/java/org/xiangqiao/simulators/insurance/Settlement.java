package org.xiangqiao.simulators.insurance;

import java.time.LocalDateTime;
import java.util.Set;
import org.xiangqiao.programmes.benefit.BenefitAmounts;

/**
 * A settlement (结算) that the platform has booked.
 *
 * @param id setl_id
 * @param msgid of the message that booked it; its medins_setl_id
 * @param visit mdtrt_id
 * @param localNumber the institution's own number of the visit (ipt_otp_no, ipt_no)
 * @param clearing clr_type
 * @param lines feedetl_sn of the lines that it settles
 * @param state whether it stands
 * @param cancelMsgid of the message that cancelled it; null while it stands
 */
public record Settlement(
    String id,
    String msgid,
    String institution,
    String person,
    String visit,
    String localNumber,
    String batch,
    String insuranceType,
    String clearing,
    String medType,
    LocalDateTime time,
    Set<String> lines,
    BenefitAmounts amounts,
    State state,
    String cancelMsgid,
    LocalDateTime cancelTime) {

  /** What became of a settlement. */
  public enum State {
    STANDING,
    /** By 2208 or 2305. */
    CANCELLED,
    /** By 2601: as if it had never been. */
    REVERSED
  }

  Settlement cancelled(String by, LocalDateTime at) {
    return with(State.CANCELLED, by, at);
  }

  Settlement standing() {
    return with(State.STANDING, null, null);
  }

  Settlement reversed() {
    return with(State.REVERSED, null, null);
  }

  private Settlement with(State other, String by, LocalDateTime at) {
    return new Settlement(
        id,
        msgid,
        institution,
        person,
        visit,
        localNumber,
        batch,
        insuranceType,
        clearing,
        medType,
        time,
        lines,
        amounts,
        other,
        by,
        at);
  }

  @Override
  public String toString() {
    return "Settlement[" + id + " " + msgid + " " + state + "]";
  }
}
