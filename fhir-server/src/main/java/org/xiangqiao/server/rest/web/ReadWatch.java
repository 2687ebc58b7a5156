package org.xiangqiao.server.rest.web;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.xiangqiao.store.Cancellation;

/**
 * Looks again and again whether anybody still waits for the reads that are under way, and gives
 * those up for which nobody does.
 */
public final class ReadWatch implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(ReadWatch.class);
  private static final long EVERY_MILLIS = 200;

  private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          run -> {
            Thread named = new Thread(run, "read-watch");
            named.setDaemon(true);
            return named;
          });

  public ReadWatch() {
    thread.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** One thread's reads, until it is closed. */
  public final class Watched implements AutoCloseable {

    private final Cancellation cancellation;
    private final Duration patience;
    private final BooleanSupplier abandoned;

    private Watched(Cancellation cancellation, Duration patience, BooleanSupplier abandoned) {
      this.cancellation = cancellation;
      this.patience = patience;
      this.abandoned = abandoned;
    }

    @Override
    public void close() {
      watched.remove(this);
    }
  }

  /**
   * @param patience a read that takes less is not looked at
   * @param abandoned asked on another thread, and only while the read is inside the store
   */
  public Watched watch(Cancellation cancellation, Duration patience, BooleanSupplier abandoned) {
    Watched added = new Watched(cancellation, patience, abandoned);
    watched.add(added);
    return added;
  }

  private void look() {
    for (Watched each : watched) {
      try {
        each.cancellation.cancelIf(each.patience.toNanos(), each.abandoned);
      } catch (RuntimeException unexpected) {
        LOG.warn("a read could not be watched: {}", unexpected.getClass().getName());
        each.close();
      }
    }
  }

  @Override
  public void destroy() {
    thread.shutdownNow();
  }
}
