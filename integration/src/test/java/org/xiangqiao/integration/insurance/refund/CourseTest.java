package org.xiangqiao.integration.insurance.refund;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.state.BookingState;
import org.xiangqiao.integration.insurance.step.Goal;
import org.xiangqiao.store.Caller;

/** Where a partial refund stands, by its two bills. */
class CourseTest {

  private static InsuranceCase bill(BookingState state, boolean open, Goal goal) {
    return new InsuranceCase(
        new Caller(1, "emr", "centre", "request"),
        1,
        "H99010100001",
        InsuranceCase.Kind.CLAIM,
        "urn:emr|1",
        new byte[0],
        2L,
        new byte[0],
        "claim",
        "coverage",
        "response",
        1L,
        1L,
        goal,
        state,
        open);
  }

  @ParameterizedTest
  @CsvSource({
    "UNKNOWN, true, false, CREATED, false, CANCELLING",
    "BOOKED, false, false, CREATED, false, NOT_CANCELLED",
    "NEEDS_PERSON, false, false, CREATED, false, NEEDS_PERSON",
    "CANCELLED_NOT_RESETTLED, false, true, CREATED, false, CANCELLED_NOT_RESETTLED",
    "CANCELLED_NOT_RESETTLED, false, true, SENT, true, RESETTLING",
    "CANCELLED_NOT_RESETTLED, false, true, BOOKED, false, DONE",
    "CANCELLED_NOT_RESETTLED, false, true, NEEDS_CREDENTIAL, false, NEEDS_CREDENTIAL",
    "CANCELLED_NOT_RESETTLED, false, false, CREATED, false, RESETTLING",
    "CANCELLED_NOT_RESETTLED, false, false, SENT, true, RESETTLING",
    "CANCELLED_NOT_RESETTLED, false, false, BOOKED, false, DONE",
    "CANCELLED_NOT_RESETTLED, false, false, REFUSED, false, CANCELLED_NOT_RESETTLED",
    "CANCELLED_NOT_RESETTLED, false, false, NOT_BOOKED, false, CANCELLED_NOT_RESETTLED",
    "CANCELLED_NOT_RESETTLED, false, false, REVERSED, false, CANCELLED_NOT_RESETTLED",
    "CANCELLED_NOT_RESETTLED, false, false, NEEDS_CREDENTIAL, false, NEEDS_CREDENTIAL",
    "CANCELLED_NOT_RESETTLED, false, false, NEEDS_PERSON, false, NEEDS_PERSON"
  })
  void followsItsBills(
      BookingState former,
      boolean formerOpen,
      boolean remains,
      BookingState bill,
      boolean billOpen,
      RefundState expected) {
    assertThat(
            Course.of(
                bill(former, formerOpen, Goal.CANCEL), remains, bill(bill, billOpen, Goal.SETTLE)))
        .isEqualTo(expected);
  }

  @Test
  void aBillThatWasNeverBegunWaits() {
    assertThat(Course.waits(bill(BookingState.CREATED, false, Goal.SETTLE))).isTrue();
    assertThat(Course.waits(bill(BookingState.CREATED, true, Goal.SETTLE))).isFalse();
    assertThat(Course.waits(bill(BookingState.REFUSED, false, Goal.SETTLE))).isFalse();
  }

  @ParameterizedTest
  @EnumSource(RefundState.class)
  void eachStateIsReadAsItIsWritten(RefundState state) {
    assertThat(RefundState.of(state.code())).isEqualTo(state);
    assertThat(state.ended() && !state.atRest()).isFalse();
  }
}
