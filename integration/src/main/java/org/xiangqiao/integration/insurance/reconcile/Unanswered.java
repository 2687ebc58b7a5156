package org.xiangqiao.integration.insurance.reconcile;

/** The platform gave no answer that a day can be closed with; the day is tried again. */
final class Unanswered extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param cause short, without personal values
   */
  Unanswered(String cause) {
    super(cause);
  }
}
