package org.xiangqiao.integration.insurance.state;

import java.util.Locale;
import java.util.Set;

/** How far a claim, a visit or one transaction is in the platform's books (记账状态). */
public enum BookingState {
  /** Noted here; the platform knows nothing yet (已建). */
  CREATED,
  /** Under way; the answer is awaited (已发). */
  SENT,
  /** The platform has it in its books (已记账). */
  BOOKED,
  /** The platform said no before it booked anything (已拒绝). */
  REFUSED,
  /** No answer that can be relied on: it is being looked for (结果不明). */
  UNKNOWN,
  /** Looked for and not found; final after reconciliation (暂未记账). */
  NOT_BOOKED,
  /** Not found, and reversed to be safe; final after reconciliation (暂已冲正). */
  REVERSED,
  /** The settlement was cancelled, no new one took its place (已撤销未重结). */
  CANCELLED_NOT_RESETTLED,
  /** The patient's card or code must be read again (需重新扫码). */
  NEEDS_CREDENTIAL,
  /** Only a person can find out what happened (需人工处理). */
  NEEDS_PERSON;

  private static final Set<BookingState> UNDER_WAY = Set.of(CREATED, SENT, UNKNOWN);

  /** Nothing more happens by itself. */
  public boolean atRest() {
    return !UNDER_WAY.contains(this);
  }

  /** As it stands in tables and resources: {@code not-booked}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static BookingState of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
