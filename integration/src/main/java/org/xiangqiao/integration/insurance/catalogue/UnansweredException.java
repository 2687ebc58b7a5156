package org.xiangqiao.integration.insurance.catalogue;

/** The platform gave no answer that can be relied on: the same is asked again later. */
public final class UnansweredException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param what short, without personal values
   */
  public UnansweredException(String what) {
    super(what);
  }
}
