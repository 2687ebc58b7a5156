package org.xiangqiao.integration.insurance.step;

import org.xiangqiao.integration.insurance.state.BookingState;
import org.xiangqiao.integration.insurance.state.Transitions;

/**
 * One attempt of a transaction with the platform (交易步骤).
 *
 * @param caseId visit or claim that it belongs to
 * @param ordinal its number within the case
 * @param messageId sender's message id (发送方报文ID), never used again
 * @param looks questions that were answered while it was unknown
 * @param failures questions that were not
 * @param answer what later steps need of the answer, as JSON; null before it; while unknown, what
 *     was found once
 * @param past it no longer counts: taken back, or followed by another attempt
 */
public record Step(
    long caseId,
    int ordinal,
    StepKind kind,
    BookingState state,
    String messageId,
    int looks,
    int failures,
    String answer,
    boolean past) {

  /** Before the first byte leaves. */
  public static Step sent(long caseId, int ordinal, StepKind kind, String messageId) {
    return new Step(caseId, ordinal, kind, BookingState.SENT, messageId, 0, 0, null, false);
  }

  /**
   * @throws IllegalStateException unless the state may follow
   */
  public Step to(BookingState next) {
    Transitions.OF_STEPS.require(state, next);
    return new Step(caseId, ordinal, kind, next, messageId, looks, failures, answer, past);
  }

  public Step booked(String kept) {
    Step booked = to(BookingState.BOOKED);
    return new Step(caseId, ordinal, kind, booked.state, messageId, looks, failures, kept, past);
  }

  Step gone() {
    return new Step(caseId, ordinal, kind, state, messageId, looks, failures, answer, true);
  }

  /** A question about it was answered. */
  public Step looked() {
    return new Step(caseId, ordinal, kind, state, messageId, looks + 1, failures, answer, past);
  }

  /** A question about it was not answered. */
  public Step unanswered() {
    return new Step(caseId, ordinal, kind, state, messageId, looks, failures + 1, answer, past);
  }

  /** A question found it once; whether it stays is asked again. */
  public Step found(String kept) {
    return new Step(caseId, ordinal, kind, state, messageId, looks, failures, kept, past);
  }

  /** Booked with content that is not wanted any more: to be taken back before it is sent anew. */
  Step outdated() {
    return new Step(caseId, ordinal, kind, BookingState.UNKNOWN, messageId, 0, 0, null, past);
  }

  /** As if nobody had asked yet. */
  Step fresh() {
    return new Step(caseId, ordinal, kind, state, messageId, 0, 0, null, past);
  }

  /** The questions start anew, which counts as one that was not answered. */
  Step lookAgain() {
    return new Step(caseId, ordinal, kind, state, messageId, 0, failures + 1, null, past);
  }

  public boolean is(BookingState wanted) {
    return state == wanted;
  }
}
