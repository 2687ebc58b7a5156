package org.xiangqiao.integration.insurance.step;

import static org.xiangqiao.integration.insurance.state.BookingState.BOOKED;
import static org.xiangqiao.integration.insurance.state.BookingState.NOT_BOOKED;

import java.util.List;
import java.util.Optional;

/** Which transaction is next (下一步), from what was noted so far; pure. */
public final class Plan {

  /** Attempts of a step that may be sent again by itself. */
  static final int ATTEMPTS = 3;

  /** Questions after which nothing that could be found is left. */
  public static final int LOOKS = 2;

  private Plan() {}

  public static Action next(Goal goal, Steps steps) {
    for (StepKind kind : goal.steps()) {
      Optional<Action> action = needed(kind, steps);
      if (action.isPresent()) {
        return action.get();
      }
    }
    return new Action.Rest(goal.end(), null);
  }

  /** What an undoing goal has still to take back. */
  public static List<StepKind> remaining(Goal goal, Steps steps) {
    return goal.undoes()
        ? goal.steps().stream().filter(kind -> undoes(kind, steps)).toList()
        : List.of();
  }

  /** Empty if the step is done, or has nothing to undo. */
  private static Optional<Action> needed(StepKind kind, Steps steps) {
    Optional<Step> latest = steps.latest(kind);
    if (latest.isEmpty()) {
      return undoes(kind, steps) ? Optional.of(new Action.Send(kind)) : Optional.empty();
    }
    Step step = latest.get();
    return switch (step.state()) {
      case BOOKED -> Optional.empty();
      case SENT, UNKNOWN -> Optional.of(lost(step, steps));
      case NOT_BOOKED ->
          Optional.of(
              !kind.money() && steps.count(kind, NOT_BOOKED) < ATTEMPTS
                  ? new Action.Send(kind)
                  : new Action.Rest(NOT_BOOKED, step));
      default -> Optional.of(new Action.Rest(step.state(), step));
    };
  }

  /** Whether there is anything that this step would undo; other steps undo nothing. */
  private static boolean undoes(StepKind kind, Steps steps) {
    return switch (kind) {
      case CANCEL -> steps.booked(StepKind.SETTLE).isPresent();
      case WITHDRAW -> steps.booked(StepKind.DETAILS).isPresent();
      case UNREGISTER -> steps.booked(StepKind.REGISTER).isPresent();
      default -> true;
    };
  }

  private static Action lost(Step step, Steps steps) {
    return switch (step.kind()) {
      case DETAILS -> withdrawal(steps);
      case SETTLE -> settlement(step, steps);
      default -> new Action.Look(step);
    };
  }

  /** What may have arrived is taken back first. */
  private static Action withdrawal(Steps steps) {
    return steps
        .latest(StepKind.WITHDRAW)
        .flatMap(step -> needed(StepKind.WITHDRAW, steps))
        .orElse(new Action.Send(StepKind.WITHDRAW));
  }

  /** A reversal under way is looked at first; two answered questions come before one is sent. */
  private static Action settlement(Step settle, Steps steps) {
    Optional<Step> reversal = steps.latest(StepKind.REVERSE);
    if (reversal.isPresent()) {
      return new Action.Look(reversal.get());
    }
    return settle.looks() >= LOOKS ? new Action.Send(StepKind.REVERSE) : new Action.Look(settle);
  }
}
