package org.xiangqiao.terminology.validation.invariant;

/** What these functions leave to HAPI's engine, at compilation or for certain values. */
final class Untranslatable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Untranslatable(String what) {
    super(what, null, false, false);
  }
}
