package org.xiangqiao.integration.outbox;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes a worker of this node after a commit; other nodes find the lane by looking. */
public class OutboxSignal {

  /** More wake-ups than this wait for nobody: each worker goes on until nothing is due. */
  private static final int WAITING_WAKE_UPS = 64;

  private final Map<String, Semaphore> partners = new ConcurrentHashMap<>();

  /** There may be something to send. */
  public void raise(String partner) {
    Semaphore wakeUps = of(partner);
    if (wakeUps.availablePermits() < WAITING_WAKE_UPS) {
      wakeUps.release();
    }
  }

  /**
   * @return true if woken, false after the pause
   */
  boolean await(String partner, Duration pause) throws InterruptedException {
    return of(partner).tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Semaphore of(String partner) {
    return partners.computeIfAbsent(partner, name -> new Semaphore(0));
  }
}
