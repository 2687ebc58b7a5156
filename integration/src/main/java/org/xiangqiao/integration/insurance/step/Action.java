package org.xiangqiao.integration.insurance.step;

import org.xiangqiao.integration.insurance.state.BookingState;

/** What a case needs next. */
public sealed interface Action {

  /** Send this transaction under a new message id. */
  record Send(StepKind kind) implements Action {}

  /** Ask the platform what became of this step. */
  record Look(Step step) implements Action {}

  /**
   * Nothing more to do by itself.
   *
   * @param because the step that decided it, or null when all are done
   */
  record Rest(BookingState state, Step because) implements Action {}
}
