package org.xiangqiao.integration.insurance.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xiangqiao.integration.insurance.state.BookingState;

class PlanTest {

  private Steps steps = new Steps(List.of());
  private Care care = Care.OUTPATIENT;

  /** Sends a step and notes how it ended. */
  private PlanTest ended(StepKind kind, BookingState state) {
    Step sent = Step.sent(1, steps.nextOrdinal(1), kind, care, "m" + steps.all().size(), "00");
    Step ended = state == BookingState.SENT ? sent : sent.to(state);
    steps = Consequences.of(steps.with(sent), ended);
    return this;
  }

  private PlanTest uploaded() {
    return ended(StepKind.REGISTER, BookingState.BOOKED)
        .ended(StepKind.DIAGNOSE, BookingState.BOOKED)
        .ended(StepKind.DETAILS, BookingState.BOOKED);
  }

  private void looked(StepKind kind) {
    steps = steps.with(steps.latest(kind).orElseThrow().looked());
  }

  private Action next(Goal goal) {
    return Plan.next(goal, steps, Needs.ONCE);
  }

  private static Action send(StepKind kind) {
    return new Action.Send(kind);
  }

  @Test
  void whatIsBookedIsNotSentAgain() {
    assertThat(next(Goal.SETTLE)).isEqualTo(send(StepKind.REGISTER));
    uploaded();
    assertThat(next(Goal.SETTLE)).isEqualTo(send(StepKind.SETTLE));
    ended(StepKind.SETTLE, BookingState.BOOKED);
    assertThat(next(Goal.SETTLE)).isEqualTo(new Action.Rest(BookingState.BOOKED, null));
  }

  @Test
  void aSettlementIsReversedOnlyAfterTwoQuestionsFoundNothing() {
    uploaded().ended(StepKind.SETTLE, BookingState.UNKNOWN);
    assertThat(next(Goal.SETTLE)).isInstanceOf(Action.Look.class);
    looked(StepKind.SETTLE);
    assertThat(next(Goal.SETTLE)).isInstanceOf(Action.Look.class);
    looked(StepKind.SETTLE);
    assertThat(next(Goal.SETTLE)).isEqualTo(send(StepKind.REVERSE));
    ended(StepKind.REVERSE, BookingState.BOOKED);
    assertThat(next(Goal.SETTLE)).extracting("state").isEqualTo(BookingState.REVERSED);
  }

  @Test
  void aLostReversalIsNotTrustedTheQuestionsBeginAnew() {
    uploaded().ended(StepKind.SETTLE, BookingState.UNKNOWN);
    looked(StepKind.SETTLE);
    looked(StepKind.SETTLE);
    ended(StepKind.REVERSE, BookingState.UNKNOWN);
    Action next = next(Goal.SETTLE);
    assertThat(next).isInstanceOf(Action.Look.class);
    assertThat(((Action.Look) next).step())
        .satisfies(
            step -> {
              assertThat(step.kind()).isEqualTo(StepKind.SETTLE);
              assertThat(step.looks()).isZero();
              assertThat(step.failures()).isEqualTo(1);
            });
  }

  @Test
  void aRefusedReversalNeedsAPerson() {
    uploaded().ended(StepKind.SETTLE, BookingState.UNKNOWN);
    ended(StepKind.REVERSE, BookingState.REFUSED);
    assertThat(next(Goal.SETTLE)).extracting("state").isEqualTo(BookingState.NEEDS_PERSON);
  }

  @Test
  void aLostCancelIsLookedForAndNeverReversed() {
    uploaded()
        .ended(StepKind.SETTLE, BookingState.BOOKED)
        .ended(StepKind.CANCEL, BookingState.UNKNOWN);
    for (int look = 0; look < 5; look++) {
      assertThat(next(Goal.CANCEL)).isInstanceOf(Action.Look.class);
      looked(StepKind.CANCEL);
    }
  }

  @Test
  void lostDetailsAreWithdrawnAndSentAgain() {
    ended(StepKind.REGISTER, BookingState.BOOKED)
        .ended(StepKind.DIAGNOSE, BookingState.BOOKED)
        .ended(StepKind.DETAILS, BookingState.UNKNOWN);
    assertThat(next(Goal.SETTLE)).isEqualTo(send(StepKind.WITHDRAW));
    ended(StepKind.WITHDRAW, BookingState.BOOKED);
    assertThat(next(Goal.SETTLE)).isEqualTo(send(StepKind.DETAILS));
  }

  @Test
  void lostDetailsWhoseWithdrawalIsRefusedNeedAPerson() {
    ended(StepKind.REGISTER, BookingState.BOOKED)
        .ended(StepKind.DIAGNOSE, BookingState.BOOKED)
        .ended(StepKind.DETAILS, BookingState.UNKNOWN)
        .ended(StepKind.WITHDRAW, BookingState.REFUSED);
    assertThat(next(Goal.SETTLE)).extracting("state").isEqualTo(BookingState.NEEDS_PERSON);
    steps = Consequences.askedAgain(steps);
    assertThat(next(Goal.SETTLE)).isEqualTo(send(StepKind.WITHDRAW));
  }

  @Test
  void whatTheBreakerHeldIsNoAttempt() {
    for (int attempt = 0; attempt < Plan.ATTEMPTS + 1; attempt++) {
      Step sent = Step.sent(1, steps.nextOrdinal(1), StepKind.REGISTER, care, "h" + attempt, "00");
      steps = Consequences.held(steps.with(sent), sent);
      assertThat(next(Goal.SETTLE)).isEqualTo(send(StepKind.REGISTER));
    }
  }

  @Test
  void onlyAReversalAfterTheSettlementMayTakeItBack() {
    uploaded().ended(StepKind.SETTLE, BookingState.UNKNOWN);
    Step first = steps.latest(StepKind.SETTLE).orElseThrow();
    assertThat(steps.mayBeReversed(first)).isFalse();
    ended(StepKind.REVERSE, BookingState.NOT_BOOKED);
    assertThat(steps.mayBeReversed(first)).isFalse();
    ended(StepKind.REVERSE, BookingState.UNKNOWN);
    assertThat(steps.mayBeReversed(first)).isTrue();
    ended(StepKind.REVERSE, BookingState.BOOKED);
    steps = Consequences.anew(steps);
    ended(StepKind.SETTLE, BookingState.UNKNOWN);
    assertThat(steps.mayBeReversed(steps.latest(StepKind.SETTLE).orElseThrow())).isFalse();
  }

  @Test
  void mendedContentIsUploadedAnewAfterTheOldIsWithdrawn() {
    uploaded().ended(StepKind.SETTLE, BookingState.REFUSED);
    steps = Consequences.anew(Consequences.mended(steps));
    assertThat(next(Goal.SETTLE)).isEqualTo(send(StepKind.DIAGNOSE));
    ended(StepKind.DIAGNOSE, BookingState.BOOKED);
    assertThat(next(Goal.SETTLE)).isEqualTo(send(StepKind.WITHDRAW));
    ended(StepKind.WITHDRAW, BookingState.BOOKED);
    assertThat(next(Goal.SETTLE)).isEqualTo(send(StepKind.DETAILS));
  }

  @Test
  void whatACancelHasNotTakenBackRemains() {
    uploaded().ended(StepKind.SETTLE, BookingState.BOOKED);
    ended(StepKind.CANCEL, BookingState.BOOKED).ended(StepKind.WITHDRAW, BookingState.REFUSED);
    assertThat(Plan.remaining(Goal.CANCEL, steps)).containsExactly(StepKind.WITHDRAW);
    assertThat(Plan.remaining(Goal.WITHDRAW, steps))
        .containsExactly(StepKind.WITHDRAW, StepKind.UNREGISTER);
    assertThat(Plan.remaining(Goal.SETTLE, steps)).isEmpty();
    steps = Consequences.anew(steps);
    assertThat(next(Goal.CANCEL)).isEqualTo(send(StepKind.WITHDRAW));
  }

  @Test
  void whatFailsAgainAndAgainRests() {
    for (int attempt = 0; attempt < Plan.ATTEMPTS; attempt++) {
      assertThat(next(Goal.SETTLE)).isEqualTo(send(StepKind.REGISTER));
      ended(StepKind.REGISTER, BookingState.NOT_BOOKED);
    }
    assertThat(next(Goal.SETTLE)).extracting("state").isEqualTo(BookingState.NOT_BOOKED);
    steps = Consequences.anew(steps);
    assertThat(next(Goal.SETTLE)).isEqualTo(send(StepKind.REGISTER));
  }

  @Test
  void everythingIsTakenBackInTheRightOrder() {
    uploaded().ended(StepKind.SETTLE, BookingState.BOOKED);
    assertThat(next(Goal.WITHDRAW)).isEqualTo(send(StepKind.CANCEL));
    ended(StepKind.CANCEL, BookingState.BOOKED);
    assertThat(next(Goal.WITHDRAW)).isEqualTo(send(StepKind.WITHDRAW));
    ended(StepKind.WITHDRAW, BookingState.BOOKED);
    assertThat(next(Goal.WITHDRAW)).isEqualTo(send(StepKind.UNREGISTER));
    ended(StepKind.UNREGISTER, BookingState.BOOKED);
    assertThat(next(Goal.WITHDRAW))
        .isEqualTo(new Action.Rest(BookingState.CANCELLED_NOT_RESETTLED, null));
  }

  @Test
  void afterANodeStoppedNobodyKnowsWhatBecameOfWhatItSent() {
    uploaded().ended(StepKind.SETTLE, BookingState.SENT);
    steps = Consequences.abandoned(steps);
    assertThat(steps.latest(StepKind.SETTLE).orElseThrow().state()).isEqualTo(BookingState.UNKNOWN);
  }
}
