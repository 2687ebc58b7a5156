package org.xiangqiao.mappings.insurance.envelope;

/** A request that is no message of the interface; says why, and nothing of what it holds. */
public final class UnreadableMessageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final InsuranceResult.Reason reason;

  UnreadableMessageException(InsuranceResult.Reason reason) {
    super(reason.rule());
    this.reason = reason;
  }

  public InsuranceResult.Reason reason() {
    return reason;
  }
}
