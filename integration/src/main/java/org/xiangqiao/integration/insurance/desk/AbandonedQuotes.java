package org.xiangqiao.integration.insurance.desk;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks from time to time for quotes that nobody came back for (预结算过期). */
public final class AbandonedQuotes implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AbandonedQuotes.class);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final ClaimDesk desk;
  private final Duration pause;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(AbandonedQuotes::daemon);

  /**
   * @param after when a quote counts as abandoned
   */
  public AbandonedQuotes(ClaimDesk desk, Duration after) {
    this.desk = desk;
    this.pause = after.dividedBy(4).compareTo(LONGEST) < 0 ? after.dividedBy(4) : LONGEST;
  }

  /** Begins to look. */
  public void start() {
    long millis = Math.max(1, pause.toMillis());
    watch.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      desk.withdrawAbandonedQuotes();
    } catch (RuntimeException e) {
      LOG.warn("abandoned insurance quotes cannot be withdrawn now: {}", e.getClass().getName());
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "insurance-quotes");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }
}
