package org.xiangqiao.bench.engine.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.xiangqiao.bench.engine.ask.Draw;
import org.xiangqiao.bench.engine.ask.Scenario;

/** Asks everybody everything, at the same time, before anything is measured. */
public final class Warmth {

  private static final int CLIENTS = 2;
  private static final double TURN = 1.0;

  /** Draws for a scenario and a client. */
  @FunctionalInterface
  public interface Draws {
    Draw.Source of(Scenario scenario, int client);
  }

  private Warmth() {}

  public static void bring(
      List<? extends Target> targets, List<Scenario> scenarios, double seconds, Draws draws)
      throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    ExecutorService threads = Executors.newFixedThreadPool(targets.size());
    try {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (Target target : targets) {
        tasks.add(
            () -> {
              for (int turn = 0; System.nanoTime() < end; turn++) {
                Scenario scenario = scenarios.get(turn % scenarios.size());
                double left = Math.min(TURN, seconds / scenarios.size());
                new Cell(scenario, target, client -> draws.of(scenario, client))
                    .run(CLIENTS, left, 0, 0);
              }
              return null;
            });
      }
      for (Future<Void> each : threads.invokeAll(tasks)) {
        each.get();
      }
    } finally {
      threads.shutdown();
    }
  }
}
