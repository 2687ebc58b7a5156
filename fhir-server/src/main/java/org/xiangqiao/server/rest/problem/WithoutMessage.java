package org.xiangqiao.server.rest.problem;

/**
 * An exception as it may be logged: its class, its frames and its causes, but no message, because
 * messages of parsers and databases quote what was sent, and that may be a resident's.
 */
public final class WithoutMessage extends Exception {

  private static final long serialVersionUID = 1L;

  /** Longer chains of causes tell nothing new. */
  private static final int DEEPEST = 8;

  private final String name;

  private WithoutMessage(Throwable thrown, int depth) {
    super(
        null,
        thrown.getCause() == null || thrown.getCause() == thrown || depth >= DEEPEST
            ? null
            : new WithoutMessage(thrown.getCause(), depth + 1),
        false,
        true);
    name = thrown.getClass().getName();
    setStackTrace(thrown.getStackTrace());
  }

  public static Throwable of(Throwable thrown) {
    return new WithoutMessage(thrown, 0);
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }

  @Override
  public String toString() {
    return name;
  }
}
