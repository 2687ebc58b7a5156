package org.xiangqiao.suites.insurance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.xiangqiao.bench.stage.counter.CounterNode;

/** Journeys at many counters at once, while nodes are killed and started again. */
final class Campaign {

  private static final int COUNTERS = 24;

  private final long seed;
  private final Emr emr;
  private final List<Journey> journeys = new ArrayList<>();
  private final Map<String, Integer> operations = new TreeMap<>();
  private final AtomicInteger done = new AtomicInteger();
  private final Queue<CompletableFuture<Void>> restarts = new ConcurrentLinkedQueue<>();

  /**
   * @param size registrations, settlements, cancels and refunds together, at least
   */
  Campaign(long seed, int size, Emr emr) {
    this.seed = seed;
    this.emr = emr;
    Random chance = new Random(seed);
    int sum = 0;
    while (sum < size) {
      Journey.Kind kind = Journey.Kind.of(chance.nextInt(Integer.MAX_VALUE));
      journeys.add(new Journey(kind, journeys.size() + 1));
      kind.operations().forEach(operation -> operations.merge(operation, 1, Integer::sum));
      sum += kind.operations().size();
    }
  }

  List<Journey> journeys() {
    return journeys;
  }

  Map<String, Integer> operations() {
    return operations;
  }

  /**
   * @param kills evenly over the journeys, of the nodes in turn
   */
  void run(int kills) throws Exception {
    ExecutorService counters = Executors.newFixedThreadPool(COUNTERS);
    ExecutorService others = Executors.newCachedThreadPool();
    try {
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (Journey journey : journeys) {
        all.add(
            CompletableFuture.runAsync(
                () -> {
                  journey.go(counter(journey, others), others);
                  done.incrementAndGet();
                },
                counters));
      }
      CompletableFuture<Void> ended =
          CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
      for (int kill = 1; kill <= kills; kill++) {
        CounterNode node = emr.nodes().get(kill % emr.nodes().size());
        while (!ended.isDone()
            && (done.get() < (long) journeys.size() * kill / (kills + 1) || !node.ready())) {
          Emr.pause();
        }
        kill(node);
      }
      ended.get();
      CompletableFuture.allOf(restarts.toArray(CompletableFuture[]::new)).get();
    } finally {
      counters.shutdownNow();
      others.shutdownNow();
    }
  }

  /** Comes back while the other one works. */
  void kill(CounterNode node) throws InterruptedException {
    node.kill();
    restarts.add(CompletableFuture.runAsync(node::start));
  }

  Counter counter(Journey journey, ExecutorService others) {
    return new Counter(
        emr, new Random(seed * 31 + journey.resident.visitNumber.hashCode()), others);
  }

  /** Where a case was left to a person, or to nobody, it is handed in again. */
  void ask(List<String> identifiers) throws Exception {
    ExecutorService others = Executors.newCachedThreadPool();
    try {
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (String identifier : identifiers) {
        Journey journey = journeys.get(Integer.parseInt(identifier.substring(1)) - 1);
        all.add(
            CompletableFuture.runAsync(
                () -> journey.ask(counter(journey, others), identifier), others));
      }
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get();
    } finally {
      others.shutdownNow();
    }
  }
}
