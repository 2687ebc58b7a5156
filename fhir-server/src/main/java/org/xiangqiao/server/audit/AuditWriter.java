package org.xiangqiao.server.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * Makes the records of reads durable by group commit: while one batch is being committed the next
 * gathers, and it waits a moment for accesses that are under way, so that a lone read waits for one
 * commit and a thousand at once share a few. Records that nobody waits for go along, or a little
 * later on their own; a bounded number of them, and only as long as the database takes them.
 */
class AuditWriter implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(AuditWriter.class);
  private static final int LARGEST_BATCH = 500;
  private static final long PAUSE_MILLIS = 200;

  /**
   * How much may wait, and how long.
   *
   * @param queue accesses whose records wait at once
   * @param unawaited of these, whose answers have left
   * @param patience how long an access waits before it is refused
   */
  record Limits(int queue, int unawaited, Duration patience) {}

  private record Waiting(
      List<AuditRecord> records, boolean awaited, CompletableFuture<Void> durable) {

    static Waiting of(List<AuditRecord> records, boolean awaited) {
      return new Waiting(List.copyOf(records), awaited, new CompletableFuture<>());
    }
  }

  private final ArrivedRecords arrived;
  private final BlockingQueue<Waiting> queue;
  private final Semaphore unawaited;
  private final Duration patience;
  private final Duration gathering;
  private final Duration unawaitedGathering;
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile boolean running;
  private volatile boolean failing;
  private Thread thread;

  /**
   * @param gathering how long a batch waits for accesses that are under way
   * @param unawaitedGathering how long a batch gathers that nobody waits for
   */
  AuditWriter(
      ArrivedRecords arrived, Limits limits, Duration gathering, Duration unawaitedGathering) {
    this.arrived = arrived;
    this.queue = new ArrayBlockingQueue<>(limits.queue());
    this.unawaited = new Semaphore(limits.unawaited());
    this.patience = limits.patience();
    this.gathering = gathering;
    this.unawaitedGathering = unawaitedGathering;
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
    Waiting waiting = Waiting.of(records, true);
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

  /**
   * Leaves the records to be written within milliseconds. Waits as {@link #write} does when too
   * many are on their way, or when the last could not be written.
   */
  void note(List<AuditRecord> records) {
    if (running && !failing && unawaited.tryAcquire()) {
      if (queue.offer(Waiting.of(records, false))) {
        return;
      }
      unawaited.release();
    }
    write(records);
  }

  /** Leaves the records to be written when that is possible; drops them when too many wait. */
  void offer(List<AuditRecord> records) {
    if (running && !queue.offer(Waiting.of(records, true))) {
      LOG.warn("audit of a failed access was dropped: queue is full");
    }
  }

  private void run() {
    List<Waiting> batch = new ArrayList<>(LARGEST_BATCH);
    try {
      while (running || !queue.isEmpty()) {
        Waiting first = queue.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          gather(batch);
        }
        commit(batch);
      }
    } catch (InterruptedException stopped) {
      LOG.debug("stopped while records were gathering");
    }
    // What was gathered is written before the end.
    queue.drainTo(batch);
    commit(batch);
    if (!batch.isEmpty()) {
      LOG.error("audit of {} access(es) to definitions was lost: no database", batch.size());
    }
  }

  private void gather(List<Waiting> batch) throws InterruptedException {
    queue.drainTo(batch, LARGEST_BATCH - batch.size());
    long awaited = batch.stream().filter(Waiting::awaited).count();
    long quiet = System.nanoTime() + unawaitedGathering.toNanos();
    long end = System.nanoTime() + gathering.toNanos();
    while (batch.size() < LARGEST_BATCH && (awaited == 0 || awaited < underWay.get())) {
      Waiting next =
          queue.poll((awaited == 0 ? quiet : end) - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        return;
      }
      if (next.awaited() && awaited++ == 0) {
        end = System.nanoTime() + gathering.toNanos();
      }
      batch.add(next);
    }
  }

  /** Empties the batch, but for what nobody waits for and could not be written: it comes again. */
  private void commit(List<Waiting> batch) {
    if (batch.isEmpty()) {
      return;
    }
    try {
      arrived.add(batch.stream().flatMap(waiting -> waiting.records().stream()).toList());
      failing = false;
      batch.forEach(this::written);
      batch.clear();
    } catch (RuntimeException | Error failed) {
      if (ofRecord(failed)) {
        commitEach(batch);
      } else {
        refuse(batch, failed);
      }
    }
  }

  /** One of them cannot be written whatever the database does: the others are. */
  private void commitEach(List<Waiting> batch) {
    for (Iterator<Waiting> each = batch.iterator(); each.hasNext(); ) {
      Waiting waiting = each.next();
      try {
        arrived.add(waiting.records());
        written(waiting);
        each.remove();
      } catch (RuntimeException | Error failed) {
        if (!ofRecord(failed)) {
          refuse(batch, failed);
          return;
        }
        LOG.error("audit of an access cannot be written: {}", failed.getClass().getSimpleName());
        waiting.durable().completeExceptionally(failed);
        release(waiting);
        each.remove();
      }
    }
    failing = false;
  }

  private static boolean ofRecord(Throwable failed) {
    return failed instanceof DataIntegrityViolationException
        || failed instanceof RuntimeException && !(failed instanceof DataAccessException);
  }

  private void written(Waiting waiting) {
    waiting.durable().complete(null);
    release(waiting);
  }

  private void release(Waiting waiting) {
    if (!waiting.awaited()) {
      unawaited.release();
    }
  }

  /** Not even an Error may end this thread: every read waits for it. */
  private void refuse(List<Waiting> batch, Throwable failed) {
    List<Waiting> refused = batch.stream().filter(Waiting::awaited).toList();
    if (!failing || !refused.isEmpty()) {
      LOG.error(
          "audit cannot be written, {} access(es) are refused: {}",
          refused.size(),
          failed.getClass().getSimpleName());
    }
    failing = true;
    refused.forEach(waiting -> waiting.durable().completeExceptionally(failed));
    batch.removeIf(Waiting::awaited);
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
