package org.xiangqiao.server.postgres;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for another process, which tells nobody when it has ended. */
final class Waiting {

  private static final long PAUSE_MILLIS = 50;

  private Waiting() {}

  /** Whether the condition held before the time was over. */
  static boolean until(Duration patience, BooleanSupplier condition) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
