package org.xiangqiao.server.audit;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Moves arrived records into their months every few seconds. Searches find them before and after,
 * so nothing depends on it but the speed of searches.
 */
class AuditMover implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(AuditMover.class);

  private final ArrivedRecords arrived;
  private final Duration every;
  private final int batch;
  private ScheduledExecutorService clock;

  /**
   * @param batch commits whose records are moved by one statement
   */
  AuditMover(ArrivedRecords arrived, Duration every, int batch) {
    this.arrived = arrived;
    this.every = every;
    this.batch = batch;
  }

  /** Until nothing is left, or another node is at it. */
  void moveAll() {
    int moved;
    do {
      moved = arrived.move(batch);
    } while (moved >= batch);
  }

  private void moveIfPossible() {
    try {
      moveAll();
    } catch (RuntimeException failed) {
      // They stay where they are and are found there.
      LOG.warn(
          "audit records were not moved into their months: {}", failed.getClass().getSimpleName());
    }
  }

  @Override
  public synchronized void start() {
    CustomizableThreadFactory threads = new CustomizableThreadFactory("audit-mover-");
    threads.setDaemon(true);
    clock = Executors.newSingleThreadScheduledExecutor(threads);
    clock.scheduleWithFixedDelay(
        this::moveIfPossible, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void stop() {
    clock.shutdown();
    clock = null;
  }

  @Override
  public synchronized boolean isRunning() {
    return clock != null;
  }
}
