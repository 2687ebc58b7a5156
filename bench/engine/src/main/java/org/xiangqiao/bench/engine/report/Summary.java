package org.xiangqiao.bench.engine.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.xiangqiao.bench.engine.ask.Scenario;
import org.xiangqiao.bench.engine.load.Measure;

/** The measures of all rounds, one line per case, size and number of clients. */
public final class Summary {

  private static final double MILLI = 1000.0;

  /** What issue 4 asks of each case: at least, and better. */
  private static final Map<String, double[]> GOALS =
      Map.of(
          "read", new double[] {5, 8},
          "create", new double[] {4, 5},
          "transaction", new double[] {6, 8},
          "identifier", new double[] {10, 20},
          "patient-code", new double[] {10, 20},
          "broad-sorted", new double[] {8, 15},
          "everything", new double[] {10, 15});

  /**
   * One target in one case: rate by the median of the rounds, times of all rounds together.
   *
   * @param rounds the rate of each round
   */
  public record Side(
      double perSecond,
      double p50Ms,
      double p95Ms,
      double p99Ms,
      long failed,
      List<Double> rounds) {}

  /**
   * @param ratio ours by peer, or null
   * @param must null if nothing is asked
   */
  public record Line(
      String scenario,
      String title,
      String unit,
      int clients,
      long resources,
      Side ours,
      Side peer,
      Side raw,
      Double ratio,
      Double must,
      Double aim) {}

  private Summary() {}

  public static List<Line> of(Findings findings) {
    List<Line> lines = new ArrayList<>();
    for (Scenario scenario : findings.scenarios()) {
      // By size and clients.
      Map<Long, Map<Integer, List<Measure>>> cells = new TreeMap<>();
      for (Measure measure : findings.measures()) {
        if (measure.scenario().equals(scenario.id())) {
          cells
              .computeIfAbsent(measure.resources(), key -> new TreeMap<>())
              .computeIfAbsent(measure.clients(), key -> new ArrayList<>())
              .add(measure);
        }
      }
      cells.forEach(
          (resources, byClients) ->
              byClients.forEach(
                  (clients, all) -> lines.add(line(scenario, clients, resources, all))));
    }
    return lines;
  }

  private static Line line(Scenario scenario, int clients, long resources, List<Measure> all) {
    Map<String, Side> sides = new LinkedHashMap<>();
    for (String target : List.of("ours", "peer", "raw")) {
      List<Measure> own = all.stream().filter(each -> each.target().equals(target)).toList();
      sides.put(target, own.isEmpty() ? null : side(own));
    }
    Side ours = sides.get("ours");
    Side peer = sides.get("peer");
    double[] goals = GOALS.get(scenario.id());
    return new Line(
        scenario.id(),
        scenario.title(),
        scenario.unit(),
        clients,
        resources,
        ours,
        peer,
        sides.get("raw"),
        ours == null || peer == null || peer.perSecond() == 0
            ? null
            : rounded(ours.perSecond() / peer.perSecond()),
        goals == null ? null : goals[0],
        goals == null ? null : goals[1]);
  }

  private static Side side(List<Measure> rounds) {
    List<Double> rates = rounds.stream().map(each -> rounded(each.perSecond())).toList();
    Histogram times = new Histogram(3);
    rounds.forEach(each -> times.add(each.latencies()));
    return new Side(
        median(rates),
        times.getValueAtPercentile(50) / MILLI,
        times.getValueAtPercentile(95) / MILLI,
        times.getValueAtPercentile(99) / MILLI,
        rounds.stream().mapToLong(Measure::failed).sum(),
        rates);
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : rounded((sorted.get(middle - 1) + sorted.get(middle)) / 2);
  }

  static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
