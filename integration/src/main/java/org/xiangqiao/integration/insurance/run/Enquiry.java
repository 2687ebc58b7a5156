package org.xiangqiao.integration.insurance.run;

import static org.xiangqiao.integration.insurance.state.BookingState.BOOKED;
import static org.xiangqiao.integration.insurance.state.BookingState.NEEDS_PERSON;
import static org.xiangqiao.integration.insurance.state.BookingState.NOT_BOOKED;

import java.time.Duration;
import java.util.Optional;
import org.xiangqiao.integration.insurance.platform.Line;
import org.xiangqiao.integration.insurance.platform.PlatformReply;
import org.xiangqiao.integration.insurance.step.Plan;
import org.xiangqiao.integration.insurance.step.Step;
import org.xiangqiao.integration.insurance.step.StepKind;
import org.xiangqiao.mappings.insurance.envelope.InsuranceAnswer;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;
import org.xiangqiao.mappings.insurance.fhir.FilingAnswer;

/** Asks the platform what became of a step whose answer was lost (结果查询). */
final class Enquiry {

  /** Unanswered questions after which a person has to look. */
  static final int MOST_FAILURES = 8;

  private static final int MOST_DOUBLINGS = 6;
  private static final String SETTLEMENTS = "5203";
  private static final String VISITS = "5201";
  private static final String FILINGS = "5301";

  /**
   * @param answer what was found, in the form of the step's own answer; null if nothing
   */
  record Found(Step step, InsuranceAnswer answer) {}

  private final Line line;
  private final Dossier dossier;
  private final Answers answers;

  Enquiry(Line line, Dossier dossier, Answers answers) {
    this.line = line;
    this.dossier = dossier;
    this.answers = answers;
  }

  /** Longer after each question that was not answered. */
  Duration pause(Step step) {
    return line.settleTime().multipliedBy(1L << Math.min(step.failures(), MOST_DOUBLINGS));
  }

  /**
   * @param reversing whether a reversal of the step was sent, so that what is found may not stay
   * @return empty if the breaker, or a certificate that has expired, let no question through
   */
  Optional<Found> about(Step step, Known known, boolean reversing) {
    StepKind.Lost asks = step.kind().lost();
    boolean settlements = asks == StepKind.Lost.ASK_SETTLEMENT;
    String question =
        settlements ? SETTLEMENTS : asks == StepKind.Lost.ASK_FILINGS ? FILINGS : VISITS;
    Payload asked = settlements ? Inputs.settlementQuery(dossier, known) : dossier.visitQuery();
    PlatformReply reply =
        line.up() && line.signs()
            ? line.send(
                question, line.nextMessageId(), line.unattended(), dossier.insuredDistrict(), asked)
            : new PlatformReply.Held();
    if (reply instanceof PlatformReply.Held) {
      return Optional.empty();
    }
    return Optional.of(
        reply instanceof PlatformReply.Answered answered
                && Echo.ofAnother(asked, answered.answer().output())
            ? new Found(step.unanswered(), null)
            : read(step, known, reversing, reply));
  }

  private Found read(Step step, Known known, boolean reversing, PlatformReply reply) {
    if (!(reply instanceof PlatformReply.Answered answered) || answered.answer().code() != 0) {
      return new Found(step.unanswered(), null);
    }
    Payload output = answered.answer().output();
    return switch (step.kind()) {
      case SETTLE -> settlement(step, output, answered.answer(), reversing);
      // An answer without a single settlement says nothing of ours.
      case CANCEL ->
          Answers.tellsOfSettlements(output)
              ? cancel(step, Answers.stands(output, known.settlement()))
              : new Found(step.unanswered(), null);
      case DISCHARGE ->
          Answers.discharged(output, known.visit())
              .map(done -> discharge(step, done))
              .orElseGet(() -> new Found(step.unanswered(), null));
      case FILE -> filed(step, onFile(output, known));
      case UNFILE -> cancel(step, onFile(output, known));
      default -> visit(step, output);
    };
  }

  /**
   * A settlement under our message id is ours; if there is none, a reversal decides, also where the
   * platform said that it did not settle: an answer to a question may be an old one. After a
   * reversal was sent two questions must find it, or only a person knows.
   */
  private Found settlement(Step step, Payload output, InsuranceAnswer answer, boolean reversing) {
    Optional<Found> ours =
        Answers.settlementOf(output, step.messageId())
            .flatMap(row -> adopted(step, row, output, answer));
    boolean before = step.answer() != null;
    if (ours.isEmpty()) {
      return new Found(before ? step.to(NEEDS_PERSON) : step.looked(), null);
    }
    return reversing && !before
        ? new Found(step.found(ours.get().step().answer()), null)
        : ours.get();
  }

  private Optional<Found> adopted(Step step, Row row, Payload output, InsuranceAnswer answer) {
    Payload ours = Payload.of("setlinfo", row);
    // Rows of funds do not say whose they are.
    Payload settlement =
        output.rows("setlinfo").size() == 1
            ? ours.and("setldetail", output.rows("setldetail"))
            : ours;
    return answers
        .kept(step, settlement, Payload.empty(), office())
        .map(
            kept ->
                new Found(
                    step.booked(kept),
                    InsuranceAnswer.success(answer.reference(), answer.responded(), settlement)));
  }

  /** A lost cancel is never reversed: that would settle again. */
  private static Found cancel(Step step, boolean stands) {
    Step looked = step.looked();
    if (looked.looks() < Plan.LOOKS) {
      return new Found(looked, null);
    }
    return new Found(stands ? looked.to(NOT_BOOKED) : looked.to(BOOKED), null);
  }

  /** One that is there is done, whoever asked; one that is not there yet may still come. */
  private static Found discharge(Step step, boolean done) {
    if (done) {
      return new Found(step.booked("{}"), null);
    }
    Step looked = step.looked();
    return new Found(looked.looks() < Plan.LOOKS ? looked : looked.to(NOT_BOOKED), null);
  }

  /**
   * One that is found is on file, though its number is not told; one that is not may still come.
   */
  private static Found filed(Step step, boolean there) {
    if (there) {
      return new Found(step.booked("{}"), null);
    }
    Step looked = step.looked();
    return new Found(looked.looks() < Plan.LOOKS ? looked : looked.to(NOT_BOOKED), null);
  }

  private String office() {
    return line.clearingOffice(dossier.insuredDistrict());
  }

  private boolean onFile(Payload output, Known known) {
    Payload wanted = dossier.input(StepKind.FILE, known, Inputs.NOBODY);
    return FilingAnswer.tells(output, wanted.row("data"));
  }

  /** One that nobody finds is reversed, or begun again where that is not possible. */
  private Found visit(Step step, Payload output) {
    return Answers.visitOf(output, dossier.visitNumber())
        .flatMap(row -> answers.kept(step, Payload.of("data", row), Payload.empty(), office()))
        .map(kept -> new Found(step.booked(kept), null))
        .orElseGet(() -> new Found(step.looked(), null));
  }
}
