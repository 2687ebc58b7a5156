package org.xiangqiao.integration.insurance.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransitionsTest {

  private static List<String> all(Transitions table) {
    return Arrays.stream(BookingState.values())
        .flatMap(
            from ->
                Arrays.stream(BookingState.values())
                    .filter(to -> table.allows(from, to))
                    .map(to -> from.code() + " > " + to.code()))
        .toList();
  }

  @Test
  void theseAndNoOtherPairsOfStepsAreLegal() {
    assertThat(all(Transitions.OF_STEPS))
        .containsExactlyInAnyOrder(
            "sent > booked",
            "sent > refused",
            "sent > not-booked",
            "sent > unknown",
            "unknown > booked",
            "unknown > not-booked",
            "unknown > reversed",
            "unknown > needs-person",
            "needs-person > unknown");
  }

  @Test
  void theseAndNoOtherPairsOfCasesAreLegal() {
    assertThat(all(Transitions.OF_CASES))
        .containsExactlyInAnyOrder(
            "created > sent",
            "created > booked",
            "created > refused",
            "created > unknown",
            "created > cancelled-not-resettled",
            "created > needs-credential",
            "sent > booked",
            "sent > refused",
            "sent > unknown",
            "sent > not-booked",
            "sent > cancelled-not-resettled",
            "sent > needs-credential",
            "sent > needs-person",
            "unknown > sent",
            "unknown > booked",
            "unknown > refused",
            "unknown > not-booked",
            "unknown > reversed",
            "unknown > cancelled-not-resettled",
            "unknown > needs-credential",
            "unknown > needs-person",
            "booked > created",
            "refused > created",
            "not-booked > created",
            "reversed > created",
            "cancelled-not-resettled > created",
            "needs-credential > created",
            "needs-person > unknown");
  }

  @Test
  void everythingElseIsRefused() {
    for (BookingState from : BookingState.values()) {
      for (BookingState to : BookingState.values()) {
        if (!Transitions.OF_STEPS.allows(from, to)) {
          assertThatThrownBy(() -> Transitions.OF_STEPS.require(from, to))
              .isInstanceOf(IllegalStateException.class);
        }
      }
    }
  }

  @Test
  void codesComeBack() {
    for (BookingState state : BookingState.values()) {
      assertThat(BookingState.of(state.code())).isEqualTo(state);
    }
  }
}
