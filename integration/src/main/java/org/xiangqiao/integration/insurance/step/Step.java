package org.xiangqiao.integration.insurance.step;

import org.xiangqiao.integration.insurance.state.BookingState;
import org.xiangqiao.integration.insurance.state.Transitions;

/**
 * One attempt of a transaction with the platform (交易步骤).
 *
 * @param caseId visit or claim that it belongs to
 * @param ordinal its number within the case
 * @param care whether it is a visit's or a stay's
 * @param messageId sender's message id (发送方报文ID), never used again
 * @param looks questions that were answered while it was unknown
 * @param failures questions that were not
 * @param answer what later steps need of the answer, as JSON; null before it; while unknown, what
 *     was found once; of a bill's details from the beginning which batch they are
 * @param digest of what was sent, without the credential; as hexadecimal digits
 * @param past it no longer counts: taken back, or followed by another attempt
 * @param words of the platform when it did not do it, without numbers of persons; empty if it gave
 *     none; null if it did not say so
 */
public record Step(
    long caseId,
    int ordinal,
    StepKind kind,
    Care care,
    BookingState state,
    String messageId,
    int looks,
    int failures,
    String answer,
    String digest,
    boolean past,
    String words) {

  /** Before the first byte leaves. */
  public static Step sent(
      long caseId, int ordinal, StepKind kind, Care care, String messageId, String digest) {
    return new Step(
        caseId, ordinal, kind, care, BookingState.SENT, messageId, 0, 0, null, digest, false, null);
  }

  /** With what a withdrawal has to name, whatever becomes of it. */
  public Step telling(String kept) {
    return with(state, looks, failures, kept, past);
  }

  /** Number of the transaction (交易编号). */
  public String infno() {
    return kind.infno(care);
  }

  /**
   * @throws IllegalStateException unless the state may follow
   */
  public Step to(BookingState next) {
    Transitions.OF_STEPS.require(state, next);
    return with(next, looks, failures, answer, past);
  }

  public Step booked(String kept) {
    Step booked = to(BookingState.BOOKED);
    return with(booked.state, looks, failures, kept, past);
  }

  Step gone() {
    return with(state, looks, failures, answer, true);
  }

  /** The platform answered that it did not do it. */
  public Step said(String masked) {
    return new Step(
        caseId, ordinal, kind, care, state, messageId, looks, failures, answer, digest, past,
        masked);
  }

  /** Whether the platform answered that it did not do it; of money that alone proves nothing. */
  public boolean denied() {
    return words != null;
  }

  /** A question about it was answered. */
  public Step looked() {
    return with(state, looks + 1, failures, answer, past);
  }

  /** A question about it was not answered. */
  public Step unanswered() {
    return with(state, looks, failures + 1, answer, past);
  }

  /** A question found it once; whether it stays is asked again. */
  public Step found(String kept) {
    return with(state, looks, failures, kept, past);
  }

  /** Booked with content that is not wanted any more: to be taken back before it is sent anew. */
  Step outdated() {
    return with(BookingState.UNKNOWN, 0, 0, answer, past);
  }

  /** As if nobody had asked yet. */
  Step fresh() {
    return with(state, 0, 0, kind == StepKind.DETAILS ? answer : null, past);
  }

  /** The questions start anew, which counts as one that was not answered. */
  Step lookAgain() {
    return with(state, 0, failures + 1, null, past);
  }

  public boolean is(BookingState wanted) {
    return state == wanted;
  }

  private Step with(BookingState next, int asked, int unanswered, String kept, boolean over) {
    return new Step(
        caseId, ordinal, kind, care, next, messageId, asked, unanswered, kept, digest, over, words);
  }
}
