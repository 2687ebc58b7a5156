package org.xiangqiao.integration.insurance.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xiangqiao.integration.insurance.state.BookingState;

/** Which of several uploads a withdrawal (费用明细撤销) is about. */
class HeldTest {

  private Steps steps = new Steps(List.of());

  private Step add(StepKind kind, BookingState state) {
    Step sent =
        Step.sent(1, steps.nextOrdinal(1), kind, Care.OUTPATIENT, "m" + steps.all().size(), "00");
    Step ended = sent.to(state);
    steps = steps.with(ended);
    return ended;
  }

  private void past(Step step) {
    steps = steps.with(step.gone());
  }

  private Optional<String> held() {
    return steps.held(StepKind.DETAILS, StepKind.WITHDRAW).map(Step::messageId);
  }

  @Test
  void whatWasRefusedMayBeThereInPartUntilItIsWithdrawn() {
    assertThat(held()).isEmpty();
    Step quoted = add(StepKind.DETAILS, BookingState.REFUSED);
    past(quoted);
    assertThat(held()).contains(quoted.messageId());

    Step refused = add(StepKind.WITHDRAW, BookingState.REFUSED);
    past(refused);
    assertThat(held()).contains(quoted.messageId());

    past(add(StepKind.WITHDRAW, BookingState.BOOKED));
    assertThat(held()).isEmpty();
  }

  @Test
  void theNewestIsMeant() {
    past(add(StepKind.DETAILS, BookingState.REFUSED));
    past(add(StepKind.WITHDRAW, BookingState.BOOKED));
    Step booked = add(StepKind.DETAILS, BookingState.BOOKED);
    assertThat(held()).contains(booked.messageId());

    past(booked);
    assertThat(held()).isEmpty();
  }

  @Test
  void whatNeverLeftIsNotThereAndWhatIsUnknownMayBe() {
    add(StepKind.DETAILS, BookingState.NOT_BOOKED);
    assertThat(held()).isEmpty();
    Step lost = add(StepKind.DETAILS, BookingState.UNKNOWN);
    assertThat(held()).contains(lost.messageId());
  }
}
