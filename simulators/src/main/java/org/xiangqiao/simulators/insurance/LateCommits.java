package org.xiangqiao.simulators.insurance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Calls whose sender got no answer and that are done later. */
class LateCommits {

  private static final int MOST = 10_000;

  private record Waiting(Call call, String until) {}

  private final Transactions transactions;
  private final ScheduledExecutorService clock;
  private final List<Waiting> waiting = new ArrayList<>();
  private final Map<String, Long> afterAQuery = new TreeMap<>();

  LateCommits(Transactions transactions, ScheduledExecutorService clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * @param until infno after whose next answer about the person it is done; empty: after the delay
   */
  synchronized void add(Call call, String until, Duration delay) {
    if (waiting.size() >= MOST) {
      throw new IllegalStateException("at most " + MOST + " late commits");
    }
    Waiting late = new Waiting(call, until);
    waiting.add(late);
    if (until.isEmpty()) {
      clock.schedule(() -> run(late), delay.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** After an answer: whatever waited for it. */
  void answered(Call call) {
    List<Waiting> due = new ArrayList<>();
    synchronized (this) {
      for (Waiting one : waiting) {
        if (one.until.equals(call.infno()) && one.call.person().equals(call.person())) {
          due.add(one);
        }
      }
    }
    due.forEach(
        one -> {
          if (run(one)) {
            synchronized (this) {
              afterAQuery.merge(one.call.infno(), 1L, Long::sum);
            }
          }
        });
  }

  /** Everything that waits, now. */
  int flush() {
    List<Waiting> due;
    synchronized (this) {
      due = List.copyOf(waiting);
    }
    due.forEach(this::run);
    return due.size();
  }

  /** How many were done after a question had been answered without them, by infno. */
  synchronized Map<String, Long> afterAQuery() {
    return new TreeMap<>(afterAQuery);
  }

  synchronized int size() {
    return waiting.size();
  }

  /**
   * @return whether it was done by this
   */
  private boolean run(Waiting late) {
    synchronized (this) {
      boolean there = false;
      for (Iterator<Waiting> all = waiting.iterator(); all.hasNext() && !there; ) {
        if (all.next() == late) {
          all.remove();
          there = true;
        }
      }
      if (!there) {
        return false;
      }
    }
    try {
      transactions.take(late.call);
      return true;
    } catch (Refusal e) {
      // Nobody waits for the refusal.
      return false;
    }
  }
}
