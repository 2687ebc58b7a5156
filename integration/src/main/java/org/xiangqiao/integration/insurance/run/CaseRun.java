package org.xiangqiao.integration.insurance.run;

import static org.xiangqiao.integration.insurance.state.BookingState.BOOKED;
import static org.xiangqiao.integration.insurance.state.BookingState.CANCELLED_NOT_RESETTLED;
import static org.xiangqiao.integration.insurance.state.BookingState.CREATED;
import static org.xiangqiao.integration.insurance.state.BookingState.NEEDS_CREDENTIAL;
import static org.xiangqiao.integration.insurance.state.BookingState.NEEDS_PERSON;
import static org.xiangqiao.integration.insurance.state.BookingState.NOT_BOOKED;
import static org.xiangqiao.integration.insurance.state.BookingState.REFUSED;
import static org.xiangqiao.integration.insurance.state.BookingState.SENT;
import static org.xiangqiao.integration.insurance.state.BookingState.UNKNOWN;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.xiangqiao.integration.insurance.book.Books;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.book.PersonLease;
import org.xiangqiao.integration.insurance.platform.Counter;
import org.xiangqiao.integration.insurance.platform.Line;
import org.xiangqiao.integration.insurance.platform.PlatformReply;
import org.xiangqiao.integration.insurance.state.BookingState;
import org.xiangqiao.integration.insurance.step.Action;
import org.xiangqiao.integration.insurance.step.Consequences;
import org.xiangqiao.integration.insurance.step.Goal;
import org.xiangqiao.integration.insurance.step.Needs;
import org.xiangqiao.integration.insurance.step.Plan;
import org.xiangqiao.integration.insurance.step.Step;
import org.xiangqiao.integration.insurance.step.StepKind;
import org.xiangqiao.integration.insurance.step.Steps;
import org.xiangqiao.integration.ledger.Problem;
import org.xiangqiao.mappings.insurance.envelope.InsuranceAnswer;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.fhir.Credential;

/**
 * Works on one case while its person's lease is held: until it rests, or has to wait for the
 * platform to settle.
 */
final class CaseRun {

  /** After this part of a lease a message is not sent any more: somebody else may soon own it. */
  private static final int LATE = 4;

  private final Books books;
  private final Line line;
  private final Dossier dossier;
  private final Answers answers;
  private final Presented presented;
  private final Telling telling;
  private final Enquiry enquiry;
  private final PersonLease owner;
  private final Ending ending;
  private final Needs needs;

  private InsuranceCase current;
  private Steps steps;
  private InsuranceAnswer said;
  private boolean signedOut;
  private boolean waiting;

  CaseRun(
      Books books,
      Line line,
      Dossier dossier,
      Answers answers,
      Presented presented,
      Telling telling,
      PersonLease owner,
      InsuranceCase current) {
    this.books = books;
    this.line = line;
    this.dossier = dossier;
    this.answers = answers;
    this.presented = presented;
    this.telling = telling;
    this.owner = owner;
    this.ending = new Ending(books, telling, owner);
    this.current = current;
    this.needs = new ResourceNeeds(current, dossier, answers);
    this.enquiry = new Enquiry(line, dossier, answers);
    this.steps = books.steps(current);
  }

  /**
   * @return the case as it is left: at rest, or open until any node takes it up
   */
  InsuranceCase work() {
    takeUp();
    while (current.open() && !waiting) {
      Action next = Plan.next(current.goal(), steps, needs);
      if (next instanceof Action.Send send) {
        send(send.kind());
      } else if (next instanceof Action.Look look) {
        look(look.step());
      } else if (next instanceof Action.Rest rest) {
        rest(steps, rest.state(), rest.because(), List.of());
      }
    }
    return current;
  }

  /** What another node left, and what a new request changes. */
  private void takeUp() {
    Steps taken = Consequences.abandoned(steps);
    boolean abandoned = !taken.equals(steps);
    if (current.state() == CREATED) {
      taken = Consequences.askedAgain(Consequences.anew(taken));
    } else if (current.state() == UNKNOWN) {
      taken = Consequences.askedAgain(taken);
    }
    if (abandoned) {
      pause(taken, line.settleTime());
    } else if (!taken.equals(steps)) {
      note(taken, current, books.lease());
    }
  }

  private void send(StepKind kind) {
    Optional<Presented.Shown> shown = presented.of(current.id());
    if (kind.credential() && shown.map(Presented.Shown::credential).isEmpty()) {
      rest(steps, NEEDS_CREDENTIAL, null, List.of());
      return;
    }
    if (kind == StepKind.REVERSE) {
      Step lost = steps.notFound().orElseThrow();
      if (!line.reversible(lost.infno())) {
        advance(steps.with(lost.to(lost.kind().money() ? NEEDS_PERSON : NOT_BOOKED)));
        return;
      }
    }
    if (!line.up()) {
      note(steps, current, line.settleTime());
      waiting = true;
      return;
    }
    Payload input;
    String digest;
    try {
      input = input(kind, shown.map(Presented.Shown::credential).orElse(Inputs.NOBODY));
      digest = kind == StepKind.REVERSE ? Digests.of(input) : Inputs.digest(kind, dossier, known());
      dossier.check(kind, input);
    } catch (DossierException e) {
      rest(steps, REFUSED, null, e.problems());
      return;
    }
    long subject = subject(kind);
    Step step =
        answers.noted(
            Step.sent(
                subject,
                steps.nextOrdinal(subject),
                kind,
                current.goal().care(),
                line.nextMessageId(),
                digest),
            input);
    InsuranceCase before = current;
    if (kind != StepKind.REVERSE) {
      current = current.to(SENT);
    }
    Counter counter = shown.map(Presented.Shown::counter).orElseGet(line::unattended);
    // A sign-in takes time: before the step is noted, so that the message leaves right after it.
    line.signIn(counter);
    long started = System.nanoTime();
    books.sending(owner, current, step);
    steps = steps.with(step);
    boolean late = System.nanoTime() - started > books.lease().toNanos() / LATE;
    PlatformReply reply =
        late
            ? new PlatformReply.NotSent("late")
            : line.send(step.infno(), step.messageId(), counter, dossier.insuredDistrict(), input);
    if (reply instanceof PlatformReply.Held) {
      note(Consequences.held(steps, step), before, line.settleTime());
      waiting = true;
      return;
    }
    received(step, input, reply);
  }

  private void received(Step step, Payload input, PlatformReply reply) {
    // Of money its text alone does not prove that nothing was booked.
    boolean unsure =
        reply instanceof PlatformReply.SignedOut expired
            && step.kind().money()
            && !line.refusalBeforeBooking(expired.text());
    if (unsure) {
      advance(Consequences.of(steps, step.to(UNKNOWN)));
      return;
    }
    if (reply instanceof PlatformReply.SignedOut && !signedOut) {
      signedOut = true;
      note(Consequences.signedOut(steps, step), current, books.lease());
      return;
    }
    Verdict verdict =
        reply instanceof PlatformReply.SignedOut
            ? new Verdict(step.to(REFUSED), null)
            : Verdict.of(
                step, input, reply, line, office(), answers, steps.lostBefore(step.kind()));
    said = verdict.answer();
    advance(Consequences.of(steps, worded(verdict)));
  }

  /** With what the platform said, which outlives this run. */
  private Step worded(Verdict verdict) {
    if (said == null || said.code() == 0) {
      return verdict.step();
    }
    String words = said.error() == null ? "" : said.error();
    return verdict.step().said(telling.masked(current, shown(), words));
  }

  private void look(Step step) {
    if (step.kind().lost() == StepKind.Lost.SEND_AGAIN) {
      advance(Consequences.of(steps, step.to(NOT_BOOKED)));
      return;
    }
    current = current.to(UNKNOWN);
    if (step.failures() >= Enquiry.MOST_FAILURES || step.kind().lost() == StepKind.Lost.PERSON) {
      advance(steps.with(step.to(NEEDS_PERSON)));
      return;
    }
    Optional<Enquiry.Found> found = enquiry.about(step, known(), steps.mayBeReversed(step));
    if (found.isEmpty()) {
      pause(steps, line.settleTime());
      return;
    }
    said = found.get().answer();
    advance(Consequences.of(steps, found.get().step()));
  }

  /** Notes where the steps are now, together with what comes of it. */
  private void advance(Steps now) {
    Action next = Plan.next(current.goal(), now, needs);
    if (next instanceof Action.Rest rest) {
      rest(now, rest.state(), rest.because(), List.of());
    } else if (next instanceof Action.Look look
        && look.step().kind().lost() != StepKind.Lost.SEND_AGAIN) {
      pause(now, enquiry.pause(look.step()));
    } else {
      note(now, current, books.lease());
    }
  }

  private void pause(Steps now, Duration time) {
    note(now, current.to(UNKNOWN), time);
    waiting = true;
  }

  private void note(Steps now, InsuranceCase changed, Duration time) {
    books.note(owner, changed, now.changedSince(steps), time);
    current = changed;
    steps = now;
  }

  private void rest(Steps now, BookingState state, Step because, List<Problem> problems) {
    InsuranceCase ended = current.to(restingState(now, state)).closed();
    List<Step> changed = now.changedSince(steps);
    if (current.kind() == InsuranceCase.Kind.VISIT) {
      if (ended.state() == NEEDS_PERSON) {
        ending.tell(ended, changed, () -> telling.visit(ended, because));
      } else {
        books.note(owner, ended, changed, Duration.ZERO);
      }
    } else {
      Told told =
          new Told(
              ended,
              because,
              said,
              known(now),
              words(now, because),
              Plan.remaining(ended.goal(), now),
              problems);
      ending.tell(ended, changed, () -> telling.resources(told));
    }
    current = ended;
    steps = now;
    presented.forget(current.id());
  }

  /** Of the step that decided it; else of what was said in this run. */
  private String words(Steps now, Step because) {
    if (because != null && because.denied()) {
      return because.words();
    }
    if (said == null || said.code() == 0) {
      return null;
    }
    return now.all().stream()
        .filter(Step::denied)
        .reduce((first, last) -> last)
        .map(Step::words)
        .orElse(null);
  }

  private List<String> shown() {
    return presented
        .of(current.id())
        .map(Presented.Shown::credential)
        .map(shown -> Stream.of(shown.number(), shown.cardSerial()))
        .orElse(Stream.of())
        .filter(Objects::nonNull)
        .toList();
  }

  /** A cancel that failed leaves the settlement as it was. */
  private BookingState restingState(Steps now, BookingState state) {
    Goal goal = current.goal();
    if (goal.undoes() && (state == REFUSED || state == NOT_BOOKED)) {
      boolean stands =
          goal.steps().get(0).undoes().stream().anyMatch(kind -> now.booked(kind).isPresent());
      return stands ? BOOKED : CANCELLED_NOT_RESETTLED;
    }
    return state;
  }

  private Payload input(StepKind kind, Credential credential) {
    if (kind == StepKind.REVERSE) {
      Step lost = steps.notFound().orElseThrow();
      return Inputs.reversal(dossier, lost, line.numberOf(lost.infno()));
    }
    return dossier.input(kind, known(), credential);
  }

  private long subject(StepKind kind) {
    return kind.ofVisit(current.goal().care()) && current.visitId() != null
        ? current.visitId()
        : current.id();
  }

  private String office() {
    return line.clearingOffice(dossier.insuredDistrict());
  }

  private Known known() {
    return known(steps);
  }

  private Known known(Steps now) {
    return answers.known(now, dossier.batch());
  }
}
