package org.xiangqiao.integration.insurance.catalogue;

/** A job cannot go on by itself; an operator has to do something first. */
public final class StoppedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param rule why
   */
  public StoppedException(String rule) {
    super(rule);
  }
}
