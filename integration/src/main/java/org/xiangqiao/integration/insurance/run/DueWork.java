package org.xiangqiao.integration.insurance.run;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what is due from a table and works on so many at once (到期任务). What is taken is reserved for
 * a while; what this node does not finish any node takes again when that is over.
 */
public final class DueWork<T> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DueWork.class);

  /** What is done with one. */
  @FunctionalInterface
  public interface Work<T> {
    void on(T taken) throws InterruptedException;
  }

  private final String name;
  private final Supplier<Optional<T>> take;
  private final Work<T> work;
  private final Duration poll;
  private final Semaphore free;
  private final ScheduledExecutorService watch;
  private final ExecutorService threads;

  /**
   * @param name of its threads; what is taken must not tell more by its {@code toString} than a log
   *     may hold
   */
  public DueWork(String name, int atOnce, Duration poll, Supplier<Optional<T>> take, Work<T> work) {
    this.name = name;
    this.take = take;
    this.work = work;
    this.poll = poll;
    this.free = new Semaphore(atOnce);
    this.watch = Executors.newSingleThreadScheduledExecutor(this::daemon);
    this.threads = Executors.newFixedThreadPool(atOnce, this::daemon);
  }

  /** Begins to look. */
  public void start() {
    watch.scheduleWithFixedDelay(
        this::due, poll.toMillis(), poll.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void due() {
    try {
      while (free.tryAcquire()) {
        Optional<T> taken = take.get();
        if (taken.isEmpty()) {
          free.release();
          return;
        }
        threads.execute(() -> workSafely(taken.get()));
      }
    } catch (RejectedExecutionException stopping) {
      LOG.debug("the server is stopping");
    } catch (RuntimeException e) {
      free.release();
      LOG.warn("{} cannot be read now: {}", name, e.getClass().getName());
    }
  }

  private void workSafely(T taken) {
    try {
      work.on(taken);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // What was taken is taken again when its time is over.
      LOG.warn("{} {}: {}", name, taken, e.getClass().getName());
    } finally {
      free.release();
    }
  }

  private Thread daemon(Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    watch.shutdownNow();
    threads.shutdownNow();
  }
}
