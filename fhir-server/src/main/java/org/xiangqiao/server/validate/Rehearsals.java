package org.xiangqiao.server.validate;

/** Writes that are tried and taken back ({@code $validate} with a mode): they are not counted. */
public final class Rehearsals {

  private final ThreadLocal<Boolean> under = new ThreadLocal<>();

  /** Everything that the thread writes meanwhile is a rehearsal. */
  public void during(Runnable write) {
    under.set(true);
    try {
      write.run();
    } finally {
      under.remove();
    }
  }

  /** Whether what this thread writes now is taken back. */
  public boolean now() {
    return under.get() != null;
  }
}
