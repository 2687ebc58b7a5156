package org.xiangqiao.integration.insurance.step;

/** What the resources ask for beside the steps that are booked (尚需办理); pure. */
@FunctionalInterface
public interface Needs {

  /** Whether a transaction has to be sent. */
  enum Need {
    /** All that it has to tell is booked. */
    DONE,
    /** Something is not told yet. */
    SEND,
    /** What was told is no longer so: it is taken back first. */
    TAKE_BACK
  }

  /** Every transaction once. */
  Needs ONCE = (kind, steps) -> steps.booked(kind).isPresent() ? Need.DONE : Need.SEND;

  /**
   * @param kind one of which no attempt is under way
   */
  Need of(StepKind kind, Steps steps);
}
