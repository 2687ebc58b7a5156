package org.xiangqiao.integration.insurance.desk;

/** Somebody else was faster with the same. */
final class TakenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TakenException() {
    super(null, null, false, false);
  }
}
