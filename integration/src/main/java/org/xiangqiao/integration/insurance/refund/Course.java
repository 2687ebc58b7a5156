package org.xiangqiao.integration.insurance.refund;

import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.state.BookingState;

/** Where a partial refund stands, from what is noted of its two bills; pure. */
final class Course {

  private Course() {}

  /**
   * Once its cancel was begun.
   *
   * @param remains whether something of the former settlement is still to be taken back; of a stay,
   *     once the new bill was begun, what it has uploaded itself looks the same
   */
  static RefundState of(InsuranceCase former, boolean remains, InsuranceCase bill) {
    if (former.open()) {
      return RefundState.CANCELLING;
    }
    return switch (former.state()) {
      case CANCELLED_NOT_RESETTLED ->
          remains && waits(bill) ? RefundState.CANCELLED_NOT_RESETTLED : resettled(bill);
      case NEEDS_PERSON -> RefundState.NEEDS_PERSON;
      default -> RefundState.NOT_CANCELLED;
    };
  }

  /** Whether the new bill was never begun: handed in with the refund, it waits for the cancel. */
  static boolean waits(InsuranceCase bill) {
    return !bill.open() && bill.state() == BookingState.CREATED;
  }

  private static RefundState resettled(InsuranceCase bill) {
    if (bill.open() || waits(bill)) {
      return RefundState.RESETTLING;
    }
    return switch (bill.state()) {
      case BOOKED -> RefundState.DONE;
      case NEEDS_CREDENTIAL -> RefundState.NEEDS_CREDENTIAL;
      case NEEDS_PERSON -> RefundState.NEEDS_PERSON;
      default -> RefundState.CANCELLED_NOT_RESETTLED;
    };
  }
}
