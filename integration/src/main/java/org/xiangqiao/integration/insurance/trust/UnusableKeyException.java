package org.xiangqiao.integration.insurance.trust;

/** A key or certificate of the configuration cannot be used; the text says what to do. */
public class UnusableKeyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnusableKeyException(String text, Throwable cause) {
    super(text, cause);
  }
}
