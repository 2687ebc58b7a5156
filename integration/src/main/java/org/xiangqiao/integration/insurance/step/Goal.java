package org.xiangqiao.integration.insurance.step;

import java.util.List;
import java.util.Locale;
import org.xiangqiao.integration.insurance.state.BookingState;

/** What is wanted of a case, as the steps that lead there. */
public enum Goal {
  /** The visit is known to the platform (挂号). */
  REGISTER(BookingState.BOOKED, List.of(StepKind.REGISTER)),
  /** The bill is settled (结算). */
  SETTLE(
      BookingState.BOOKED,
      List.of(StepKind.REGISTER, StepKind.DIAGNOSE, StepKind.DETAILS, StepKind.SETTLE)),
  /** Settlement and details are taken back (撤销结算). */
  CANCEL(BookingState.CANCELLED_NOT_RESETTLED, List.of(StepKind.CANCEL, StepKind.WITHDRAW)),
  /** The registration is taken back too (退号). */
  WITHDRAW(
      BookingState.CANCELLED_NOT_RESETTLED,
      List.of(StepKind.CANCEL, StepKind.WITHDRAW, StepKind.UNREGISTER));

  private final BookingState end;
  private final List<StepKind> steps;

  Goal(BookingState end, List<StepKind> steps) {
    this.end = end;
    this.steps = steps;
  }

  public BookingState end() {
    return end;
  }

  public List<StepKind> steps() {
    return steps;
  }

  public boolean undoes() {
    return end == BookingState.CANCELLED_NOT_RESETTLED;
  }

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Goal of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
