package org.xiangqiao.integration.mllp;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;

/**
 * Runs recovery at once and then again and again, on a thread of its own: the database may make it
 * wait, and nothing else that is scheduled shall wait with it.
 */
class MllpRecoverySchedule implements SmartLifecycle {

  private static final int PAUSE_SECONDS = 15;

  private final MllpRecovery recovery;
  private ScheduledExecutorService thread;

  MllpRecoverySchedule(MllpRecovery recovery) {
    this.recovery = recovery;
  }

  @Override
  public synchronized void start() {
    thread = Executors.newSingleThreadScheduledExecutor(MllpRecoverySchedule::daemon);
    thread.scheduleWithFixedDelay(recovery::run, 0, PAUSE_SECONDS, TimeUnit.SECONDS);
  }

  /** An interrupted recovery is harmless: what it had not finished is found again. */
  @Override
  public synchronized void stop() {
    thread.shutdownNow();
    thread = null;
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "mllp-recovery");
    thread.setDaemon(true);
    return thread;
  }
}
