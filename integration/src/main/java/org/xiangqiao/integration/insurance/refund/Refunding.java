package org.xiangqiao.integration.insurance.refund;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xiangqiao.integration.insurance.run.Presented;

/**
 * Works on partial refunds (部分退费): those of this node's counters at once, those that another node
 * left when they are due. All that is known of one is in the database; only what the patient showed
 * is in memory.
 */
final class Refunding implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Refunding.class);
  private static final int AT_ONCE = 32;

  /** Between looks at what a person has to clear. */
  private static final Duration HANGING = Duration.ofMinutes(5);

  private final RefundRows rows;
  private final Settling settling;
  private final Moves moves;
  private final Presented presented;
  private final Duration poll;
  private final Duration reserved;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(Refunding::daemon);
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0, AT_ONCE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), Refunding::daemon);

  /**
   * @param reserved how long other nodes leave a refund alone: longer than one wait for a bill
   */
  Refunding(
      RefundRows rows,
      Settling settling,
      Moves moves,
      Presented presented,
      Duration poll,
      Duration reserved) {
    this.rows = rows;
    this.settling = settling;
    this.moves = moves;
    this.presented = presented;
    this.poll = poll;
    this.reserved = reserved;
  }

  void start() {
    watch.scheduleWithFixedDelay(
        this::due, poll.toMillis(), poll.toMillis(), TimeUnit.MILLISECONDS);
  }

  Duration reserved() {
    return reserved;
  }

  /** Works on it now; if no thread is free, any node does when it is due. */
  void begin(Refund refund) {
    run(refund, true);
  }

  private boolean run(Refund refund, boolean fresh) {
    try {
      threads.execute(() -> workSafely(refund, fresh));
      return true;
    } catch (RejectedExecutionException full) {
      LOG.debug("insurance refund {} is left until it is due", refund.taskId());
      return false;
    }
  }

  private void due() {
    try {
      while (threads.getActiveCount() < AT_ONCE) {
        Optional<Refund> taken = rows.take(reserved);
        if (taken.isEmpty() || !run(taken.get(), false)) {
          return;
        }
      }
    } catch (RuntimeException e) {
      LOG.warn("insurance refunds cannot be read now: {}", e.getClass().getName());
    }
  }

  private void workSafely(Refund refund, boolean fresh) {
    try {
      work(refund, fresh);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Moves.OutrunException elsewhere) {
      LOG.debug("insurance refund {} is elsewhere", refund.taskId());
    } catch (RuntimeException e) {
      // What was taken is taken again when its time is over.
      LOG.warn("insurance refund {}: {}", refund.taskId(), e.getClass().getName());
    }
  }

  private void work(Refund taken, boolean begun) throws InterruptedException {
    Refund refund = taken;
    boolean fresh = begun;
    while (true) {
      rows.hold(refund, reserved);
      RefundState next = settling.next(refund, fresh);
      if (next == refund.state()) {
        pause(refund, fresh);
        return;
      }
      refund = moves.to(refund, refund.caller(), next, next.atRest() ? HANGING : reserved);
      fresh = true;
      if (refund.state().atRest()) {
        presented.forget(refund.bill());
        return;
      }
    }
  }

  /** On this node, which may know what the patient showed; on another one if this one dies. */
  private void pause(Refund refund, boolean fresh) {
    rows.hold(refund, refund.state().atRest() ? HANGING : reserved);
    if (!refund.state().atRest()) {
      watch.schedule(() -> run(refund, fresh), poll.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "insurance-refund");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    watch.shutdownNow();
    threads.shutdownNow();
  }
}
