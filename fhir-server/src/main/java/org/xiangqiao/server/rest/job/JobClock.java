package org.xiangqiao.server.rest.job;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Does the same again and again, one thing at a time, on a thread of its own. */
public final class JobClock {

  private final Logger log;
  private final String jobs;
  private final ScheduledExecutorService clock;

  /**
   * @param jobs what is kept up, for the log
   * @param prefix of the thread's name
   */
  public JobClock(Logger log, String jobs, String prefix) {
    this.log = log;
    this.jobs = jobs;
    this.clock = Executors.newSingleThreadScheduledExecutor(threads(prefix));
  }

  /** Threads that keep no server from stopping. */
  public static ThreadFactory threads(String prefix) {
    CustomizableThreadFactory threads = new CustomizableThreadFactory(prefix);
    threads.setDaemon(true);
    return threads;
  }

  /** Trouble is told when it begins, not each time. */
  public void every(Duration pause, Runnable task) {
    AtomicBoolean troubled = new AtomicBoolean();
    clock.scheduleWithFixedDelay(
        () -> {
          try {
            task.run();
            troubled.set(false);
          } catch (RuntimeException failure) {
            if (!troubled.getAndSet(true)) {
              log.warn("{} cannot be kept up: {}", jobs, failure.getClass().getName());
            }
          }
        },
        pause.toMillis(),
        pause.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /** Once, as soon as the thread is free. */
  public void now(Runnable task) {
    try {
      clock.execute(task);
    } catch (RejectedExecutionException stopping) {
      log.debug("the server is stopping");
    }
  }

  public void stop() {
    clock.shutdownNow();
  }
}
