package org.xiangqiao.server.revalidate;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.xiangqiao.server.rest.job.JobClock;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.database.DatabaseFailures;

/**
 * This node's only worker: one job at a time on one thread, which rests between batches so long
 * that it takes no more than its share of one processor.
 */
final class RevalidationWorker implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(RevalidationWorker.class);
  private static final Duration SWEEPING = Duration.ofMinutes(5);
  private static final long LONGEST_REST = Duration.ofSeconds(10).toNanos();
  private static final long STEP = Duration.ofMillis(100).toNanos();

  private final RevalidationTable table;
  private final RevalidationReader reader;
  private final RevalidationRun.Check check;
  private final RevalidationSettings settings;
  private final JobClock work = new JobClock(LOG, "checks of stored data", "revalidate-");
  private final JobClock signs = new JobClock(LOG, "checks of stored data", "revalidate-clock-");
  private final AtomicReference<RevalidationJob> current = new AtomicReference<>();
  private volatile boolean stopping;

  RevalidationWorker(
      RevalidationTable table,
      RevalidationReader reader,
      RevalidationRun.Check check,
      RevalidationSettings settings) {
    this.table = table;
    this.reader = reader;
    this.check = check;
    this.settings = settings;
  }

  void start() {
    if (settings.enabled()) {
      work.every(settings.every(), this::look);
      signs.every(settings.lease().dividedBy(3), this::beat);
      signs.every(SWEEPING, table::removeExpired);
    }
  }

  /** There is something to do: a client does not wait for the next look. */
  void wake() {
    if (settings.enabled()) {
      work.now(this::look);
    }
  }

  private void beat() {
    RevalidationJob job = current.get();
    if (job != null && !table.alive(job)) {
      current.compareAndSet(job, null);
    }
  }

  private void look() {
    Optional<RevalidationJob> job = stopping ? Optional.empty() : table.take();
    while (job.isPresent()) {
      work(job.get());
      job = stopping ? Optional.empty() : table.take();
    }
  }

  private void work(RevalidationJob job) {
    current.set(job);
    try {
      new RevalidationRun(job, table, reader, check, settings).run(took -> rest(job, took));
    } catch (Abandoned abandoned) {
      table.release(job);
    } catch (RuntimeException failure) {
      fail(job, failure);
    } finally {
      current.set(null);
    }
  }

  /** In steps: whoever cancels, or stops the server, does not wait. */
  private void rest(RevalidationJob job, long took) {
    long rest = Math.min(LONGEST_REST, took * (100 - settings.share()) / settings.share());
    long end = System.nanoTime() + rest;
    while (!stopping && current.get() == job && System.nanoTime() < end) {
      LockSupport.parkNanos(Math.max(1, Math.min(STEP, end - System.nanoTime())));
    }
    if (stopping || current.get() != job) {
      throw new Abandoned();
    }
  }

  private void fail(RevalidationJob job, RuntimeException failure) {
    if (passes(failure)) {
      // The lease runs out, and whoever takes the job then goes on.
      LOG.warn("check {} of stored data waits: {}", job.id(), failure.getClass().getName());
      return;
    }
    LOG.error("check {} of stored data has failed: {}", job.id(), failure.getClass().getName());
    try {
      table.fail(job, "internal");
    } catch (Abandoned cancelled) {
      LOG.debug("check {} of stored data was cancelled", job.id());
    }
  }

  /** A database that cannot answer now says nothing of the job. */
  private static boolean passes(RuntimeException failure) {
    return DatabaseFailures.lostRace(failure)
        || DatabaseFailures.translate(failure) instanceof StoreException refusal
            && (refusal.kind() == StoreProblem.Kind.UNAVAILABLE
                || refusal.kind() == StoreProblem.Kind.TIMEOUT);
  }

  /** What is half done goes on elsewhere, or here after the next start. */
  @Override
  public void destroy() {
    stopping = true;
    signs.stop();
    work.stop();
  }
}
