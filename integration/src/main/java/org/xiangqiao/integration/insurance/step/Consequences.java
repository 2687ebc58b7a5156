package org.xiangqiao.integration.insurance.step;

import static org.xiangqiao.integration.insurance.state.BookingState.BOOKED;
import static org.xiangqiao.integration.insurance.state.BookingState.NEEDS_PERSON;
import static org.xiangqiao.integration.insurance.state.BookingState.NOT_BOOKED;
import static org.xiangqiao.integration.insurance.state.BookingState.REFUSED;
import static org.xiangqiao.integration.insurance.state.BookingState.REVERSED;
import static org.xiangqiao.integration.insurance.state.BookingState.SENT;
import static org.xiangqiao.integration.insurance.state.BookingState.UNKNOWN;

import java.util.Optional;
import java.util.Set;
import org.xiangqiao.integration.insurance.state.BookingState;

/** What a step's end means for other steps (步骤的后果). */
public final class Consequences {

  private static final Set<BookingState> FAILED = Set.of(REFUSED, NOT_BOOKED, REVERSED);

  private Consequences() {}

  /** After the step came to its state. */
  public static Steps of(Steps steps, Step ended) {
    Steps with = steps.with(ended);
    return switch (ended.kind()) {
      case WITHDRAW -> withdrawn(with, ended);
      case REVERSE -> reversed(with, ended);
      default -> ended.is(BOOKED) ? undone(with, ended.kind()) : with;
    };
  }

  /** When only the operator's sign-in had run out: the step is tried anew. */
  public static Steps signedOut(Steps steps, Step sent) {
    return steps.with(sent.to(NOT_BOOKED).gone());
  }

  /** When other content is handed in after a refusal: what was uploaded of the bill is outdated. */
  public static Steps mended(Steps steps) {
    Steps result = past(steps, StepKind.DIAGNOSE);
    for (Step step : steps.all()) {
      if (step.kind() == StepKind.DETAILS && !step.past() && step.is(BOOKED)) {
        result = result.with(step.outdated());
      }
    }
    return result;
  }

  /** When the breaker let nothing through: it counts as if it had not been tried. */
  public static Steps held(Steps steps, Step sent) {
    return steps.with(sent.to(NOT_BOOKED).gone());
  }

  /** When the case is taken up again on purpose: what failed may be tried, or quoted, anew. */
  public static Steps anew(Steps steps) {
    Steps result = steps;
    for (Step step : steps.all()) {
      boolean quoted = step.kind() == StepKind.QUOTE && step.is(BOOKED);
      if (!step.past() && (quoted || FAILED.contains(step.state()))) {
        result = result.with(step.gone());
      }
    }
    return result;
  }

  /** When somebody wants to know again: what a person was asked to find out is looked for anew. */
  public static Steps askedAgain(Steps steps) {
    Steps result = steps;
    for (Step step : steps.all()) {
      if (!step.past() && step.is(NEEDS_PERSON)) {
        result = result.with(step.to(UNKNOWN).fresh());
      }
    }
    return result;
  }

  /** When a node takes over: nobody knows what became of what another one sent. */
  public static Steps abandoned(Steps steps) {
    Steps result = steps;
    for (Step step : steps.all()) {
      if (step.is(SENT)) {
        result = of(result, step.to(UNKNOWN));
      }
    }
    return result;
  }

  private static Steps undone(Steps steps, StepKind kind) {
    if (kind.undoes().isEmpty()) {
      return steps;
    }
    Steps result = steps;
    for (StepKind undone : kind.undoes()) {
      result = past(result, undone);
    }
    return past(result, kind);
  }

  private static Steps withdrawn(Steps steps, Step withdraw) {
    if (!withdraw.is(BOOKED) && !withdraw.is(REFUSED) && !withdraw.is(NEEDS_PERSON)) {
      return steps;
    }
    boolean lost = false;
    // Refused: whether the platform has them is not known, so they may not be sent again.
    BookingState found = withdraw.is(BOOKED) ? NOT_BOOKED : NEEDS_PERSON;
    Steps result = steps;
    for (Step step : steps.all()) {
      if (step.kind() == StepKind.DETAILS && !step.past()) {
        if (step.is(UNKNOWN)) {
          lost = true;
          result = result.with(step.to(found));
        } else if (step.is(BOOKED) && withdraw.is(BOOKED)) {
          result = result.with(step.gone());
        }
      }
    }
    boolean nothingLeft = withdraw.is(BOOKED) || steps.allBooked(StepKind.DETAILS).isEmpty();
    return lost || nothingLeft ? past(result, StepKind.WITHDRAW) : result;
  }

  private static Steps reversed(Steps steps, Step reverse) {
    Optional<Step> found = steps.notFound();
    if (found.isEmpty()) {
      // Of an admission that another claim of the stay has cleared meanwhile.
      return steps.with(reverse.gone());
    }
    Step lost = found.get();
    return switch (reverse.state()) {
      case BOOKED -> steps.with(lost.to(REVERSED)).with(reverse.gone());
      case REFUSED ->
          steps.with(lost.to(lost.kind().money() ? NEEDS_PERSON : NOT_BOOKED)).with(reverse.gone());
      // Whether it was reversed is not known: ask again before another one is sent.
      case UNKNOWN, NOT_BOOKED -> steps.with(lost.lookAgain()).with(reverse.gone());
      default -> steps;
    };
  }

  private static Steps past(Steps steps, StepKind kind) {
    Steps result = steps;
    for (Step step : steps.all()) {
      if (step.kind() == kind && !step.past()) {
        result = result.with(step.gone());
      }
    }
    return result;
  }
}
