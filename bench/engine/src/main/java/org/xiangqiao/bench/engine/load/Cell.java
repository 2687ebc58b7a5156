package org.xiangqiao.bench.engine.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;
import org.xiangqiao.bench.engine.ask.Draw;
import org.xiangqiao.bench.engine.ask.Scenario;

/**
 * So many clients ask one target one kind of question, each as soon as it has its answer, for so
 * long.
 */
public final class Cell {

  private static final int DIGITS = 3;

  /** Share of the time at the beginning that does not count: connections, plans. */
  private static final double RUN_UP = 0.15;

  private final Scenario scenario;
  private final Target target;
  private final IntFunction<Draw.Source> draws;

  /**
   * @param draws the source of each client, by its number
   */
  public Cell(Scenario scenario, Target target, IntFunction<Draw.Source> draws) {
    this.scenario = scenario;
    this.target = target;
    this.draws = draws;
  }

  public Measure run(int clients, double seconds, long resources, int round)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      long start = System.nanoTime() + (long) (seconds * RUN_UP * TimeUnit.SECONDS.toNanos(1));
      long end = start + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
      List<Callable<Tally>> tasks = new ArrayList<>();
      for (int client = 0; client < clients; client++) {
        Draw.Source source = draws.apply(client);
        tasks.add(() -> ask(source, start, end));
      }
      List<Future<Tally>> done = threads.invokeAll(tasks);
      Histogram latencies = new Histogram(DIGITS);
      long answered = 0;
      long failed = 0;
      double taken = 0;
      for (Future<Tally> each : done) {
        Tally tally = each.get();
        latencies.add(tally.latencies);
        answered += tally.answered;
        failed += tally.failed;
        taken = Math.max(taken, (tally.last - start) / 1e9);
      }
      return new Measure(
          scenario.id(),
          target.name(),
          clients,
          resources,
          round,
          answered,
          failed,
          Math.max(taken, seconds),
          scenario.items(),
          latencies);
    } finally {
      threads.shutdown();
    }
  }

  private Tally ask(Draw.Source source, long start, long end) throws Exception {
    Tally tally = new Tally();
    try (Target.Client client = target.connect()) {
      // One at least, however slow it is.
      while (System.nanoTime() < end || tally.last == 0) {
        Draw draw = source.next();
        long before = System.nanoTime();
        boolean good = client.ask(scenario, draw);
        long after = System.nanoTime();
        if (before >= start) {
          tally.latencies.recordValue(Math.max(1, (after - before) / 1000));
          tally.answered += good ? 1 : 0;
          tally.failed += good ? 0 : 1;
          tally.last = after;
        }
      }
    }
    return tally;
  }

  private static final class Tally {
    private final Histogram latencies = new Histogram(DIGITS);
    private long answered;
    private long failed;
    private long last;
  }
}
