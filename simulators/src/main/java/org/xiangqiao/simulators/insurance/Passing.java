package org.xiangqiao.simulators.insurance;

import java.time.Duration;

/** Lets a call wait until another has passed. */
final class Passing {

  private long passed;

  synchronized void passed() {
    passed++;
    notifyAll();
  }

  synchronized void letPass(Duration most) {
    long before = passed;
    long end = System.nanoTime() + most.toNanos();
    try {
      for (long left = most.toMillis(); passed == before && left > 0; ) {
        wait(left);
        left = (end - System.nanoTime()) / 1_000_000;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
