package org.xiangqiao.integration.insurance.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.xiangqiao.integration.insurance.state.BookingState;

/** The steps of a claim and its visit so far, in the order in which they were sent; immutable. */
public record Steps(List<Step> all) {

  public Steps {
    all = List.copyOf(all);
  }

  /** The newest that still counts. */
  public Optional<Step> latest(StepKind kind) {
    return counting(kind).reduce((first, second) -> second);
  }

  public Optional<Step> booked(StepKind kind) {
    return latest(kind).filter(step -> step.is(BookingState.BOOKED));
  }

  /** All that are booked and count: a stay's details are several batches. */
  public List<Step> allBooked(StepKind kind) {
    return counting(kind).filter(step -> step.is(BookingState.BOOKED)).toList();
  }

  /** What a reversal is about: the newest that is not found, and could be reversed. */
  public Optional<Step> notFound() {
    return all.stream()
        .filter(step -> step.kind().reversible() && !step.past())
        .filter(step -> step.is(BookingState.UNKNOWN))
        .reduce((first, second) -> second);
  }

  /**
   * Whether something was refused, nothing of the kind was taken back since, and it is tried anew:
   * of many lines the platform may have kept some.
   */
  boolean doubtful(StepKind refused, StepKind takesBack) {
    boolean doubt = false;
    for (Step step : all) {
      if (step.kind() == refused && step.past() && step.is(BookingState.REFUSED)) {
        doubt = true;
      } else if (step.kind() == takesBack
          && (step.is(BookingState.BOOKED) || step.is(BookingState.REFUSED))) {
        doubt = false;
      }
    }
    return doubt;
  }

  /**
   * The newest attempt of which the platform may hold something that was not taken back since:
   * booked, not known, or refused after many lines.
   */
  public Optional<Step> held(StepKind sent, StepKind takesBack) {
    Step held = null;
    for (Step step : all) {
      if (step.kind() == sent && holds(step)) {
        held = step;
      } else if (step.kind() == takesBack && step.is(BookingState.BOOKED)) {
        held = null;
      }
    }
    return Optional.ofNullable(held);
  }

  private static boolean holds(Step step) {
    return switch (step.state()) {
      case BOOKED -> !step.past();
      case SENT, UNKNOWN, NEEDS_PERSON, REFUSED -> true;
      default -> false;
    };
  }

  /** Whether an attempt that counts was sent, and nobody knows what became of it. */
  public boolean lostBefore(StepKind kind) {
    return count(kind, BookingState.NOT_BOOKED) > 0;
  }

  /**
   * Whether the platform may hold a reversal (冲正) of this settlement: one was sent, whatever it
   * answered.
   */
  public boolean mayBeReversed(Step settle) {
    return all.stream()
        .anyMatch(
            step ->
                step.kind() == StepKind.REVERSE
                    && step.caseId() == settle.caseId()
                    && step.ordinal() > settle.ordinal()
                    && !step.is(BookingState.NOT_BOOKED));
  }

  long count(StepKind kind, BookingState state) {
    return counting(kind).filter(step -> step.is(state)).count();
  }

  private Stream<Step> counting(StepKind kind) {
    return all.stream().filter(step -> step.kind() == kind && !step.past());
  }

  public int nextOrdinal(long caseId) {
    return all.stream()
            .filter(step -> step.caseId() == caseId)
            .mapToInt(Step::ordinal)
            .max()
            .orElse(0)
        + 1;
  }

  /** With the step in place of its former self, or at the end. */
  public Steps with(Step step) {
    List<Step> steps = new ArrayList<>(all);
    steps.replaceAll(
        old -> old.caseId() == step.caseId() && old.ordinal() == step.ordinal() ? step : old);
    if (!steps.contains(step)) {
      steps.add(step);
    }
    return new Steps(steps);
  }

  /** Those that are other than before. */
  public List<Step> changedSince(Steps before) {
    return all.stream().filter(step -> !before.all.contains(step)).toList();
  }
}
