package org.xiangqiao.integration.insurance.run;

import static org.xiangqiao.integration.insurance.state.BookingState.BOOKED;
import static org.xiangqiao.integration.insurance.state.BookingState.NEEDS_PERSON;
import static org.xiangqiao.integration.insurance.state.BookingState.NOT_BOOKED;
import static org.xiangqiao.integration.insurance.state.BookingState.REFUSED;
import static org.xiangqiao.integration.insurance.state.BookingState.UNKNOWN;

import java.util.Optional;
import org.xiangqiao.integration.insurance.platform.Line;
import org.xiangqiao.integration.insurance.platform.PlatformReply;
import org.xiangqiao.integration.insurance.state.BookingState;
import org.xiangqiao.integration.insurance.step.Step;
import org.xiangqiao.integration.insurance.step.StepKind;
import org.xiangqiao.mappings.insurance.envelope.InsuranceAnswer;
import org.xiangqiao.mappings.insurance.envelope.Payload;

/**
 * What a reply means for the step that was sent (结果判定).
 *
 * @param answer what the platform said, or null
 */
record Verdict(Step step, InsuranceAnswer answer) {

  /**
   * @param input what was sent
   * @param office that clears a settlement whose answer names none; or null
   * @param lostBefore whether an earlier attempt was sent and lost
   */
  static Verdict of(
      Step sent,
      Payload input,
      PlatformReply reply,
      Line line,
      String office,
      Answers answers,
      boolean lostBefore) {
    if (reply instanceof PlatformReply.NotSent) {
      return new Verdict(sent.to(NOT_BOOKED), null);
    }
    if (!(reply instanceof PlatformReply.Answered answered)) {
      return new Verdict(sent.to(UNKNOWN), null);
    }
    InsuranceAnswer answer = answered.answer();
    if (answer.code() == 0
        && (Echo.ofAnother(input, answer.output())
            || sent.kind() == StepKind.SETTLE
                && Echo.ofAnotherMessage(sent.messageId(), answer.output()))) {
      return new Verdict(sent.to(UNKNOWN), null);
    }
    if (answer.code() == 0) {
      // What lacks the platform's ids cannot be cancelled: the question after it will tell them.
      Optional<String> kept = answers.kept(sent, answer.output(), input, office);
      return new Verdict(kept.map(sent::booked).orElseGet(() -> sent.to(UNKNOWN)), answer);
    }
    BookingState state = refusal(sent, answer, line, lostBefore);
    Step ended = state == NEEDS_PERSON ? sent.to(UNKNOWN).to(state) : sent.to(state);
    return new Verdict(ended, answer);
  }

  private static BookingState refusal(
      Step sent, InsuranceAnswer answer, Line line, boolean lostBefore) {
    if (sent.kind().money() && !line.refusalBeforeBooking(answer.error())) {
      return UNKNOWN;
    }
    if (!sent.kind().takesBack()) {
      return REFUSED;
    }
    if (line.nothingToUndo(answer.error())) {
      return BOOKED;
    }
    return lostBefore ? NEEDS_PERSON : REFUSED;
  }
}
