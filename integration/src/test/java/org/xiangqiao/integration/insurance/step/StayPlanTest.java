package org.xiangqiao.integration.insurance.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xiangqiao.integration.insurance.state.BookingState;
import org.xiangqiao.integration.insurance.step.Needs.Need;

/** The transactions of a stay, in whatever order things go wrong. */
class StayPlanTest {

  private Steps steps = new Steps(List.of());

  /** Batches of charge lines; what has to be done with them when fewer are booked. */
  private int batches = 2;

  private Need details = Need.SEND;

  private Need of(StepKind kind, Steps now) {
    return switch (kind) {
      case DETAILS -> now.allBooked(kind).size() < batches ? Need.SEND : details;
      case CHANGE -> Need.DONE;
      default -> Needs.ONCE.of(kind, now);
    };
  }

  private Action next(Goal goal) {
    return Plan.next(goal, steps, this::of);
  }

  /** Sends what is next and notes how it ended. */
  private StepKind ends(Goal goal, BookingState state) {
    Action.Send send = (Action.Send) next(goal);
    Step sent =
        Step.sent(
            1, steps.nextOrdinal(1), send.kind(), goal.care(), "m" + steps.all().size(), "00");
    steps = Consequences.of(steps.with(sent), sent.to(state));
    return send.kind();
  }

  /** All that is sent until the case rests. */
  private List<StepKind> booked(Goal goal) {
    List<StepKind> sent = new ArrayList<>();
    while (next(goal) instanceof Action.Send) {
      sent.add(ends(goal, BookingState.BOOKED));
    }
    return sent;
  }

  private void discharged() {
    details = Need.DONE;
    while (steps.latest(StepKind.DISCHARGE).isEmpty()) {
      ends(Goal.SETTLE_STAY, BookingState.BOOKED);
    }
  }

  private void looked(StepKind kind) {
    steps = steps.with(steps.latest(kind).orElseThrow().looked());
  }

  private BookingState state(StepKind kind) {
    return steps.latest(kind).orElseThrow().state();
  }

  @Test
  void everyKindHasItsNumbers() {
    assertThat(
            Arrays.stream(Goal.values())
                .flatMap(
                    goal ->
                        goal.steps().stream()
                            .map(kind -> goal.code() + " " + kind.infno(goal.care()))))
        .contains(
            "admit 2401",
            "admit 2403",
            "upload 2301",
            "settle-stay 2401",
            "settle-stay 2301",
            "settle-stay 2402",
            "settle-stay 2304",
            "cancel-stay 2305",
            "cancel-stay 2405",
            "cancel-stay 2302",
            "withdraw-stay 2404",
            "settle 2203A",
            "withdraw 2202",
            "refer 2501",
            "unrefer 2502",
            "file-disease 2503",
            "unfile-disease 2504");
    for (Goal goal : Goal.values()) {
      assertThat(Goal.of(goal.code())).isEqualTo(goal);
      assertThat(Goal.of(goal.purpose(), goal.care())).isEqualTo(goal);
      for (StepKind kind : goal.steps()) {
        String infno = kind.infno(goal.care());
        assertThat(StepKind.of(infno)).isEqualTo(kind);
        assertThat(kind.careOf(infno)).isEqualTo(goal.care());
      }
    }
  }

  @Test
  void aStayIsAdmittedUploadedInBatchesDischargedAndSettled() {
    details = Need.DONE;
    assertThat(booked(Goal.UPLOAD))
        .containsExactly(StepKind.REGISTER, StepKind.DETAILS, StepKind.DETAILS);
    batches = 3;
    assertThat(booked(Goal.SETTLE_STAY))
        .containsExactly(StepKind.DETAILS, StepKind.DISCHARGE, StepKind.SETTLE);
    assertThat(next(Goal.SETTLE_STAY)).isEqualTo(new Action.Rest(BookingState.BOOKED, null));
  }

  @Test
  void aLostBatchTakesAllOfThemBackAndTheyAreSentAgain() {
    ends(Goal.UPLOAD, BookingState.BOOKED);
    ends(Goal.UPLOAD, BookingState.BOOKED);
    assertThat(ends(Goal.UPLOAD, BookingState.UNKNOWN)).isEqualTo(StepKind.DETAILS);
    assertThat(ends(Goal.UPLOAD, BookingState.UNKNOWN)).isEqualTo(StepKind.WITHDRAW);
    assertThat(next(Goal.UPLOAD)).isInstanceOf(Action.Look.class);
    steps =
        Consequences.of(
            steps, steps.latest(StepKind.WITHDRAW).orElseThrow().to(BookingState.NOT_BOOKED));
    assertThat(ends(Goal.UPLOAD, BookingState.BOOKED)).isEqualTo(StepKind.WITHDRAW);
    assertThat(steps.allBooked(StepKind.DETAILS)).isEmpty();
    assertThat(steps.latest(StepKind.WITHDRAW)).isEmpty();
    details = Need.DONE;
    assertThat(booked(Goal.UPLOAD)).containsExactly(StepKind.DETAILS, StepKind.DETAILS);
  }

  @Test
  void aRefusedWithdrawalSaysNothingWhenSomethingWasThere() {
    ends(Goal.UPLOAD, BookingState.BOOKED);
    ends(Goal.UPLOAD, BookingState.BOOKED);
    ends(Goal.UPLOAD, BookingState.UNKNOWN);
    ends(Goal.UPLOAD, BookingState.REFUSED);
    assertThat(next(Goal.UPLOAD)).extracting("state").isEqualTo(BookingState.NEEDS_PERSON);
    steps = Consequences.askedAgain(steps);
    assertThat(next(Goal.UPLOAD)).isEqualTo(new Action.Send(StepKind.WITHDRAW));
  }

  @Test
  void aFirstBatchThatIsNotThereIsSentAgain() {
    ends(Goal.UPLOAD, BookingState.BOOKED);
    ends(Goal.UPLOAD, BookingState.UNKNOWN);
    // As which a refusal counts that is known to mean that nothing is there.
    ends(Goal.UPLOAD, BookingState.BOOKED);
    assertThat(state(StepKind.DETAILS)).isEqualTo(BookingState.NOT_BOOKED);
    assertThat(next(Goal.UPLOAD)).isEqualTo(new Action.Send(StepKind.DETAILS));
  }

  @Test
  void whatWasRefusedIsTakenBackBeforeItIsTriedAnewAsSomeOfItMayHaveBeenKept() {
    ends(Goal.UPLOAD, BookingState.BOOKED);
    ends(Goal.UPLOAD, BookingState.REFUSED);
    assertThat(next(Goal.UPLOAD)).extracting("state").isEqualTo(BookingState.REFUSED);
    steps = Consequences.anew(steps);
    assertThat(ends(Goal.UPLOAD, BookingState.REFUSED)).isEqualTo(StepKind.WITHDRAW);
    details = Need.DONE;
    assertThat(booked(Goal.UPLOAD)).containsExactly(StepKind.DETAILS, StepKind.DETAILS);
  }

  @Test
  void changedLinesAreTakenBackBeforeTheyAreSentAgain() {
    details = Need.DONE;
    booked(Goal.UPLOAD);
    details = Need.TAKE_BACK;
    assertThat(ends(Goal.SETTLE_STAY, BookingState.BOOKED)).isEqualTo(StepKind.WITHDRAW);
    details = Need.DONE;
    assertThat(booked(Goal.SETTLE_STAY))
        .containsExactly(StepKind.DETAILS, StepKind.DETAILS, StepKind.DISCHARGE, StepKind.SETTLE);
  }

  @Test
  void whatCameAfterTheDischargeTakesItBackFirst() {
    discharged();
    batches = 3;
    assertThat(booked(Goal.SETTLE_STAY))
        .containsExactly(StepKind.READMIT, StepKind.DETAILS, StepKind.DISCHARGE, StepKind.SETTLE);
  }

  @Test
  void nothingIsSentWhileNobodyKnowsOfTheDischarge() {
    details = Need.DONE;
    booked(Goal.UPLOAD);
    assertThat(ends(Goal.SETTLE_STAY, BookingState.UNKNOWN)).isEqualTo(StepKind.DISCHARGE);
    batches = 3;
    assertThat(next(Goal.UPLOAD))
        .isInstanceOfSatisfying(
            Action.Look.class,
            look -> assertThat(look.step().kind()).isEqualTo(StepKind.DISCHARGE));
    batches = 2;
    steps = steps.with(steps.latest(StepKind.DISCHARGE).orElseThrow().to(BookingState.NOT_BOOKED));
    assertThat(booked(Goal.SETTLE_STAY)).containsExactly(StepKind.DISCHARGE, StepKind.SETTLE);
  }

  @Test
  void anAdmissionThatNobodyFindsIsReversedAndMadeAgain() {
    assertThat(ends(Goal.ADMIT, BookingState.UNKNOWN)).isEqualTo(StepKind.REGISTER);
    for (int look = 0; look < Plan.LOOKS; look++) {
      assertThat(next(Goal.ADMIT)).isInstanceOf(Action.Look.class);
      looked(StepKind.REGISTER);
    }
    assertThat(ends(Goal.ADMIT, BookingState.BOOKED)).isEqualTo(StepKind.REVERSE);
    assertThat(state(StepKind.REGISTER)).isEqualTo(BookingState.REVERSED);
    assertThat(booked(Goal.ADMIT)).containsExactly(StepKind.REGISTER);
  }

  @Test
  void aRefusedReversalOfAnAdmissionMovesNoMoney() {
    ends(Goal.ADMIT, BookingState.UNKNOWN);
    looked(StepKind.REGISTER);
    looked(StepKind.REGISTER);
    assertThat(ends(Goal.ADMIT, BookingState.REFUSED)).isEqualTo(StepKind.REVERSE);
    assertThat(next(Goal.ADMIT)).isEqualTo(new Action.Send(StepKind.REGISTER));
  }

  @Test
  void aLostSettlementIsReversedAndNeverSentAgain() {
    discharged();
    assertThat(ends(Goal.SETTLE_STAY, BookingState.UNKNOWN)).isEqualTo(StepKind.SETTLE);
    looked(StepKind.SETTLE);
    looked(StepKind.SETTLE);
    assertThat(ends(Goal.SETTLE_STAY, BookingState.BOOKED)).isEqualTo(StepKind.REVERSE);
    assertThat(next(Goal.SETTLE_STAY)).extracting("state").isEqualTo(BookingState.REVERSED);
  }

  @Test
  void everythingIsTakenBackInTheRightOrder() {
    discharged();
    booked(Goal.SETTLE_STAY);
    assertThat(booked(Goal.WITHDRAW_STAY))
        .containsExactly(StepKind.CANCEL, StepKind.READMIT, StepKind.WITHDRAW, StepKind.UNREGISTER);
    assertThat(next(Goal.WITHDRAW_STAY))
        .isEqualTo(new Action.Rest(BookingState.CANCELLED_NOT_RESETTLED, null));
  }

  @Test
  void aSettlementThatWasNotCancelledKeepsItsDischarge() {
    discharged();
    booked(Goal.SETTLE_STAY);
    assertThat(ends(Goal.CANCEL_STAY, BookingState.REFUSED)).isEqualTo(StepKind.CANCEL);
    assertThat(next(Goal.CANCEL_STAY)).extracting("state").isEqualTo(BookingState.REFUSED);
    assertThat(steps.booked(StepKind.DISCHARGE)).isPresent();
  }
}
