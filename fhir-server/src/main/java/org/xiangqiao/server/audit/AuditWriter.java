package org.xiangqiao.server.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Makes the records of reads durable by group commit: while one batch is being committed the next
 * gathers, and it waits a moment for accesses that are under way, so that a lone read waits for one
 * commit and a thousand at once share a few.
 */
class AuditWriter implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(AuditWriter.class);
  private static final int LARGEST_BATCH = 500;

  private record Waiting(List<AuditRecord> records, CompletableFuture<Void> durable) {}

  private final AuditTable table;
  private final BlockingQueue<Waiting> queue;
  private final Duration patience;
  private final Duration gathering;
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile boolean running;
  private Thread thread;

  /**
   * @param capacity accesses that may wait at once
   * @param patience how long an access waits before it is refused
   * @param gathering how long a batch waits for accesses that are under way
   */
  AuditWriter(AuditTable table, int capacity, Duration patience, Duration gathering) {
    this.gathering = gathering;
    this.table = table;
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.patience = patience;
  }

  /** An access begins that may leave records. */
  void begun() {
    underWay.incrementAndGet();
  }

  /** An access that was begun is over. */
  void ended() {
    underWay.decrementAndGet();
  }

  /** Returns when the records are durable; throws if they are not in time. */
  void write(List<AuditRecord> records) {
    Waiting waiting = new Waiting(List.copyOf(records), new CompletableFuture<>());
    try {
      if (!running || !queue.offer(waiting, patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AuditUnavailableException("audit queue is full or closed", null);
      }
      waiting.durable().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException failed) {
      throw new AuditUnavailableException("audit was not written in time", failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AuditUnavailableException("interrupted", interrupted);
    }
  }

  /** Leaves the records to be written when that is possible; drops them when too many wait. */
  void offer(List<AuditRecord> records) {
    if (running && !queue.offer(new Waiting(List.copyOf(records), new CompletableFuture<>()))) {
      LOG.warn("audit of a failed access was dropped: queue is full");
    }
  }

  private void run() {
    List<Waiting> batch = new ArrayList<>(LARGEST_BATCH);
    while (running || !queue.isEmpty()) {
      try {
        Waiting first = queue.poll(200, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          gather(batch);
          commit(batch);
          batch.clear();
        }
      } catch (InterruptedException stopped) {
        // What was gathered is written before the end.
        if (!batch.isEmpty()) {
          commit(batch);
        }
        return;
      }
    }
  }

  private void gather(List<Waiting> batch) throws InterruptedException {
    queue.drainTo(batch, LARGEST_BATCH - batch.size());
    long end = System.nanoTime() + gathering.toNanos();
    while (batch.size() < Math.min(underWay.get(), LARGEST_BATCH)) {
      Waiting next = queue.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        return;
      }
      batch.add(next);
    }
  }

  private void commit(List<Waiting> batch) {
    try {
      table.insert(batch.stream().flatMap(waiting -> waiting.records().stream()).toList());
      batch.forEach(waiting -> waiting.durable().complete(null));
    } catch (RuntimeException | Error failed) {
      // Not even an Error may end this thread: every read waits for it.
      LOG.error(
          "audit of {} access(es) cannot be written, they are refused: {}",
          batch.size(),
          failed.getClass().getSimpleName());
      batch.forEach(waiting -> waiting.durable().completeExceptionally(failed));
    }
  }

  @Override
  public void start() {
    running = true;
    thread = new Thread(this::run, "audit-writer");
    thread.start();
  }

  /** After the last request: everything that waits is written first. */
  @Override
  public void stop() {
    running = false;
    try {
      thread.join(patience.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Starts before the web server and stops after it. */
  @Override
  public int getPhase() {
    return 0;
  }
}
