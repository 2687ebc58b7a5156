package org.xiangqiao.integration.insurance.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xiangqiao.integration.insurance.state.BookingState;

class QuotePlanTest {

  private Steps steps = new Steps(List.of());

  private QuotePlanTest ended(StepKind kind, Care care, BookingState state) {
    Step sent = Step.sent(1, steps.nextOrdinal(1), kind, care, "m" + steps.all().size(), "00");
    steps = Consequences.of(steps.with(sent), sent.to(state));
    return this;
  }

  private QuotePlanTest booked(Care care, StepKind... kinds) {
    for (StepKind kind : kinds) {
      ended(kind, care, BookingState.BOOKED);
    }
    return this;
  }

  private Action next(Goal goal) {
    return Plan.next(goal, steps, Needs.ONCE);
  }

  private static Action send(StepKind kind) {
    return new Action.Send(kind);
  }

  @Test
  void aVisitIsRegisteredAndItsBillUploadedBeforeItIsQuoted() {
    assertThat(next(Goal.QUOTE)).isEqualTo(send(StepKind.REGISTER));
    booked(Care.OUTPATIENT, StepKind.REGISTER, StepKind.DIAGNOSE, StepKind.DETAILS);
    assertThat(next(Goal.QUOTE)).isEqualTo(send(StepKind.QUOTE));
    booked(Care.OUTPATIENT, StepKind.QUOTE);
    assertThat(next(Goal.QUOTE)).isEqualTo(new Action.Rest(BookingState.BOOKED, null));
    assertThat(next(Goal.SETTLE)).isEqualTo(send(StepKind.SETTLE));
    assertThat(StepKind.QUOTE.infno(Care.OUTPATIENT)).isEqualTo("2206");
  }

  @Test
  void aStayIsQuotedWithoutItsDischarge() {
    booked(Care.INPATIENT, StepKind.REGISTER, StepKind.DETAILS);
    assertThat(next(Goal.QUOTE_STAY)).isEqualTo(send(StepKind.QUOTE));
    booked(Care.INPATIENT, StepKind.QUOTE);
    assertThat(next(Goal.SETTLE_STAY)).isEqualTo(send(StepKind.DISCHARGE));
    assertThat(StepKind.QUOTE.infno(Care.INPATIENT)).isEqualTo("2303");
  }

  @Test
  void aLostQuoteIsAskedForAgainSomeTimes() {
    booked(Care.OUTPATIENT, StepKind.REGISTER, StepKind.DIAGNOSE, StepKind.DETAILS);
    for (int attempt = 1; attempt < Plan.ATTEMPTS; attempt++) {
      ended(StepKind.QUOTE, Care.OUTPATIENT, BookingState.NOT_BOOKED);
      assertThat(next(Goal.QUOTE)).isEqualTo(send(StepKind.QUOTE));
    }
    ended(StepKind.QUOTE, Care.OUTPATIENT, BookingState.UNKNOWN);
    assertThat(next(Goal.QUOTE)).isInstanceOf(Action.Look.class);
    assertThat(StepKind.QUOTE.money()).isFalse();
    assertThat(StepKind.QUOTE.reversible()).isFalse();
  }

  @Test
  void aQuoteThatIsTakenUpAgainIsAskedAnew() {
    booked(Care.OUTPATIENT, StepKind.REGISTER, StepKind.DIAGNOSE, StepKind.DETAILS, StepKind.QUOTE);
    steps = Consequences.anew(steps);
    assertThat(next(Goal.QUOTE)).isEqualTo(send(StepKind.QUOTE));
  }

  @Test
  void anAbandonedQuoteIsTakenBackWithoutASettlementToCancel() {
    booked(Care.OUTPATIENT, StepKind.REGISTER, StepKind.DIAGNOSE, StepKind.DETAILS, StepKind.QUOTE);
    assertThat(next(Goal.WITHDRAW)).isEqualTo(send(StepKind.WITHDRAW));
    assertThat(Plan.remaining(Goal.WITHDRAW, steps))
        .containsExactly(StepKind.WITHDRAW, StepKind.UNREGISTER);
    booked(Care.OUTPATIENT, StepKind.WITHDRAW);
    assertThat(next(Goal.CANCEL))
        .isEqualTo(new Action.Rest(BookingState.CANCELLED_NOT_RESETTLED, null));
    assertThat(next(Goal.WITHDRAW)).isEqualTo(send(StepKind.UNREGISTER));
  }

  @Test
  void aQuoteOfASharedStayExpiresWithoutATransaction() {
    booked(Care.INPATIENT, StepKind.REGISTER, StepKind.DETAILS, StepKind.QUOTE);
    assertThat(next(Goal.EXPIRE_STAY))
        .isEqualTo(new Action.Rest(BookingState.CANCELLED_NOT_RESETTLED, null));
    assertThat(Plan.remaining(Goal.EXPIRE_STAY, steps)).isEmpty();
  }
}
