package org.xiangqiao.server.caller;

import jakarta.servlet.ServletRequest;
import java.util.Optional;
import org.xiangqiao.store.Caller;

/**
 * The verified {@link Caller} of a request, put there by security, read by everything behind it.
 */
public final class CallerContext {

  private static final String ATTRIBUTE = CallerContext.class.getName();

  private CallerContext() {}

  public static void set(ServletRequest request, Caller caller) {
    request.setAttribute(ATTRIBUTE, caller);
  }

  /** The caller, if one was verified: refused requests have none. */
  public static Optional<Caller> find(ServletRequest request) {
    return Optional.ofNullable((Caller) request.getAttribute(ATTRIBUTE));
  }

  /** Throws if security let a request through without a caller: a bug, never a user's mistake. */
  public static Caller of(ServletRequest request) {
    Object caller = request.getAttribute(ATTRIBUTE);
    if (caller == null) {
      throw new IllegalStateException("request reached a handler without a verified caller");
    }
    return (Caller) caller;
  }
}
