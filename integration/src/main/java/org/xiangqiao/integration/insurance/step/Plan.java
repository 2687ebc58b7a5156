package org.xiangqiao.integration.insurance.step;

import static org.xiangqiao.integration.insurance.state.BookingState.BOOKED;
import static org.xiangqiao.integration.insurance.state.BookingState.NOT_BOOKED;
import static org.xiangqiao.integration.insurance.state.BookingState.REVERSED;

import java.util.List;
import java.util.Optional;

/** Which transaction is next (下一步), from what was noted so far; pure. */
public final class Plan {

  /** Attempts of a step that may be sent again by itself. */
  static final int ATTEMPTS = 3;

  /** Questions after which nothing that could be found is left. */
  public static final int LOOKS = 2;

  private final Steps steps;
  private final Needs needs;

  private Plan(Steps steps, Needs needs) {
    this.steps = steps;
    this.needs = needs;
  }

  public static Action next(Goal goal, Steps steps, Needs needs) {
    Plan plan = new Plan(steps, needs);
    for (StepKind kind : goal.steps()) {
      Optional<Action> action = plan.needed(kind);
      if (action.isPresent()) {
        return action.get();
      }
    }
    return new Action.Rest(goal.end(), null);
  }

  /** What an undoing goal has still to take back. */
  public static List<StepKind> remaining(Goal goal, Steps steps) {
    Plan plan = new Plan(steps, null);
    return goal.undoes() ? goal.steps().stream().filter(plan::undoes).toList() : List.of();
  }

  /** Empty if the step is done, or has nothing to undo. */
  private Optional<Action> needed(StepKind kind) {
    Optional<Step> latest = steps.latest(kind);
    if (latest.isEmpty() || latest.get().is(BOOKED)) {
      return kind.undoes().isEmpty()
          ? wanted(kind)
          : latest.isEmpty() && undoes(kind) ? Optional.of(send(kind)) : Optional.empty();
    }
    Step step = latest.get();
    return Optional.of(
        switch (step.state()) {
          case SENT, UNKNOWN -> lost(step);
          case NOT_BOOKED, REVERSED ->
              kind.money() || attempts(kind) >= ATTEMPTS
                  ? new Action.Rest(step.state(), step)
                  : send(kind);
          default -> new Action.Rest(step.state(), step);
        });
  }

  private long attempts(StepKind kind) {
    return steps.count(kind, NOT_BOOKED) + steps.count(kind, REVERSED);
  }

  /** Whether there is anything that this step would undo. */
  private boolean undoes(StepKind kind) {
    return kind.undoes().stream().anyMatch(undone -> steps.booked(undone).isPresent());
  }

  private Optional<Action> wanted(StepKind kind) {
    return switch (needs.of(kind, steps)) {
      case DONE -> Optional.empty();
      case SEND -> Optional.of(send(kind));
      case TAKE_BACK -> Optional.of(withdrawal());
    };
  }

  /**
   * What the platform refuses after the discharge waits until that is taken back; what it may have
   * kept in part is taken back first.
   */
  private Action send(StepKind kind) {
    if (kind.lost() == StepKind.Lost.WITHDRAW && steps.doubtful(kind, StepKind.WITHDRAW)) {
      return withdrawal();
    }
    Optional<Step> discharge = steps.latest(StepKind.DISCHARGE).filter(Plan::may);
    if (!kind.whileStaying() || discharge.isEmpty()) {
      return new Action.Send(kind);
    }
    return discharge.get().is(BOOKED)
        ? needed(StepKind.READMIT).orElseGet(() -> new Action.Send(kind))
        : needed(StepKind.DISCHARGE).orElseThrow();
  }

  /** Whether the platform may have it. */
  private static boolean may(Step step) {
    return switch (step.state()) {
      case BOOKED, SENT, UNKNOWN, NEEDS_PERSON -> true;
      default -> false;
    };
  }

  private Action lost(Step step) {
    if (step.kind().lost() == StepKind.Lost.WITHDRAW) {
      return withdrawal();
    }
    return step.kind().reversible() ? reversal(step) : new Action.Look(step);
  }

  /** What may have arrived is taken back first. */
  private Action withdrawal() {
    return steps
        .latest(StepKind.WITHDRAW)
        .flatMap(step -> needed(StepKind.WITHDRAW))
        .orElseGet(() -> send(StepKind.WITHDRAW));
  }

  /** A reversal under way is looked at first; two answered questions come before one is sent. */
  private Action reversal(Step lost) {
    Optional<Step> reversal = steps.latest(StepKind.REVERSE);
    if (reversal.isPresent()) {
      return new Action.Look(reversal.get());
    }
    return lost.looks() >= LOOKS ? new Action.Send(StepKind.REVERSE) : new Action.Look(lost);
  }
}
