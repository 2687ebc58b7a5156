package org.xiangqiao.integration.insurance.eligibility;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.desk.DeskException.Reason;

/** Asks so many at once and no more, and waits so long and no longer. */
final class Askers implements AutoCloseable {

  private final ThreadPoolExecutor threads;
  private final Duration wait;

  /**
   * @param most at once; one that hangs counts until the platform's time-out
   */
  Askers(int most, Duration wait) {
    this.threads =
        new ThreadPoolExecutor(
            0,
            most,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> {
              Thread thread = new Thread(work, "insurance-eligibility");
              thread.setDaemon(true);
              return thread;
            });
    this.wait = wait;
  }

  /**
   * @throws DeskException if too many are asking, or there is no answer in time
   */
  <T> T ask(Supplier<T> question) throws InterruptedException {
    Future<T> asked;
    try {
      asked = threads.submit(question::get);
    } catch (RejectedExecutionException e) {
      throw new DeskException(Reason.BUSY, "");
    }
    try {
      return asked.get(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      asked.cancel(true);
      throw new DeskException(Reason.UNANSWERED, "");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      asked.cancel(true);
      throw e;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
