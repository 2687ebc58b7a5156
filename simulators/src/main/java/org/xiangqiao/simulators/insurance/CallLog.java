package org.xiangqiao.simulators.insurance;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The newest calls in order, and how many there were of each transaction. */
class CallLog {

  private static final int MOST = 20_000;
  private static final int MOST_NUMBERS = 500;

  private final Deque<InsuranceCall> calls = new ArrayDeque<>();
  private final Map<String, Long> counts = new TreeMap<>();

  synchronized void add(InsuranceCall call) {
    calls.add(call);
    if (calls.size() > MOST) {
      calls.remove();
    }
    if (counts.containsKey(call.infno()) || counts.size() < MOST_NUMBERS) {
      counts.merge(call.infno(), 1L, Long::sum);
    }
  }

  synchronized List<InsuranceCall> all() {
    return List.copyOf(calls);
  }

  synchronized Map<String, Long> counts() {
    return Map.copyOf(counts);
  }
}
