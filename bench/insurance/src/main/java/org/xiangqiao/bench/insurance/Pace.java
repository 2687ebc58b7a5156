package org.xiangqiao.bench.insurance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/** Calls at fixed times, whether the ones before are answered or not. */
final class Pace {

  private Pace() {}

  static <T> List<T> at(double aSecond, int calls, IntFunction<CompletableFuture<T>> call) {
    List<CompletableFuture<T>> all = new ArrayList<>();
    long begin = System.nanoTime();
    for (int number = 0; number < calls; number++) {
      long due = begin + (long) (number * 1e9 / aSecond);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      all.add(call.apply(number));
    }
    return all.stream().map(CompletableFuture::join).toList();
  }

  /** As fast as they are answered, so many at once: warms without ever being too much. */
  static <T> void asAnswered(int atOnce, int calls, IntFunction<CompletableFuture<T>> call)
      throws InterruptedException {
    Semaphore free = new Semaphore(atOnce);
    for (int number = 0; number < calls; number++) {
      free.acquire();
      call.apply(number).whenComplete((answer, failure) -> free.release());
    }
    free.acquire(atOnce);
  }
}
