package org.xiangqiao.simulators.insurance;

/** The platform does not do what it was asked to: infcode -1 with this text. */
class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Refusal(String text) {
    super(text, null, false, false);
  }
}
