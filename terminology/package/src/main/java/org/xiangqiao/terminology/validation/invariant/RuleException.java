package org.xiangqiao.terminology.validation.invariant;

/** A rule that could not be compiled, or not be carried out. Its text holds no value. */
public final class RuleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RuleException(String reason) {
    super(reason, null, false, false);
  }
}
