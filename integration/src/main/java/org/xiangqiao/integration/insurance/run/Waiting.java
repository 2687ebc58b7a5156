package org.xiangqiao.integration.insurance.run;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xiangqiao.integration.insurance.book.Books;
import org.xiangqiao.integration.insurance.book.InsuranceCase;

/** Counters that wait for a case (窗口等待): woken by this node, or they see it in the database. */
final class Waiting {

  private static final int MOST_AWAITED = 10_000;

  /** Whoever waits for a case of another node looks so often into the database. */
  private static final Duration ASK_STATE = Duration.ofMillis(200);

  /** Of one that this node works on its end is told; if it is lost, another node may end it. */
  private static final Duration ASK_OWN = Duration.ofSeconds(5);

  /**
   * For those who wait: true when the case rests, false when any node may go on with it. Who is
   * forgotten here sees it in the database.
   */
  private final Map<Long, CompletableFuture<Boolean>> resting =
      Caffeine.newBuilder()
          .maximumSize(MOST_AWAITED)
          .expireAfterAccess(Duration.ofMinutes(10))
          .<Long, CompletableFuture<Boolean>>build()
          .asMap();

  private final Books books;

  Waiting(Books books) {
    this.books = books;
  }

  /** This node works on it from now on. */
  void begun(long caseId) {
    resting.computeIfAbsent(caseId, id -> new CompletableFuture<>());
  }

  /** Waits until the case rests, but not longer; hanging up cancels nothing. */
  void await(InsuranceCase waited, Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      CompletableFuture<Boolean> rest = resting.get(waited.id());
      if (rest != null && rests(rest, Math.min(ASK_OWN.toNanos(), left))) {
        return;
      }
      if (!books.cases().get(waited.caller().tenantId(), waited.id()).open()) {
        resting.remove(waited.id());
        return;
      }
      // Another node may end it: that is seen in the database only.
      if (!resting.containsKey(waited.id())) {
        TimeUnit.NANOSECONDS.sleep(
            Math.min(ASK_STATE.toNanos(), Math.max(1, end - System.nanoTime())));
      }
    }
  }

  /** Whether this node has ended it in time; no connection is needed to learn that. */
  private static boolean rests(CompletableFuture<Boolean> rest, long nanos)
      throws InterruptedException {
    try {
      return rest.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException still) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** This node has left it: it rests, or any node may go on with it. */
  void left(long caseId, boolean rests) {
    CompletableFuture<Boolean> rest = resting.remove(caseId);
    if (rest != null) {
      rest.complete(rests);
    }
  }
}
