package org.xiangqiao.bench.validation;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Validators on one thread, in turn, round by round: what disturbs one disturbs all. Counted in
 * processor time of the thread, so that other work on the machine costs nobody anything.
 */
final class Race {

  private final Map<String, Subject> subjects;
  private final Map<String, String> examples;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  Race(Map<String, Subject> subjects, Map<String, String> examples) {
    this.subjects = subjects;
    this.examples = examples;
  }

  /**
   * Resources a second of one processor, the middle of the rounds, by example and validator.
   *
   * @param warm seconds of each validator before the first round, over all examples
   * @param slice seconds of a validator with an example in a round
   */
  Map<String, Map<String, Double>> run(double warm, double slice, int rounds) {
    for (Subject subject : subjects.values()) {
      long end = System.nanoTime() + (long) (warm * 1e9);
      do {
        examples.forEach((name, json) -> requireValid(name, subject.errors(json)));
      } while (System.nanoTime() < end);
    }
    Map<String, Map<String, List<Double>>> speeds = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      examples.forEach(
          (name, json) ->
              subjects.forEach(
                  (subject, validator) ->
                      speeds
                          .computeIfAbsent(name, each -> new LinkedHashMap<>())
                          .computeIfAbsent(subject, each -> new ArrayList<>())
                          .add(speed(validator, json, slice))));
    }
    Map<String, Map<String, Double>> middle = new LinkedHashMap<>();
    speeds.forEach(
        (name, each) -> {
          Map<String, Double> row = new LinkedHashMap<>();
          each.forEach((subject, all) -> row.put(subject, Middle.of(all)));
          middle.put(name, row);
        });
    return middle;
  }

  private double speed(Subject validator, String json, double slice) {
    long begin = threads.getCurrentThreadCpuTime();
    long longest = (long) (slice * 1e9);
    long calls = 0;
    long worked;
    do {
      validator.errors(json);
      calls++;
      worked = threads.getCurrentThreadCpuTime() - begin;
    } while (worked < longest);
    return calls / (worked / 1e9);
  }

  private static void requireValid(String name, long errors) {
    if (errors > 0) {
      throw new IllegalStateException("the example " + name + " is not valid here");
    }
  }

  /** The middle of some figures. */
  static final class Middle {

    private Middle() {}

    static double of(List<Double> figures) {
      List<Double> sorted = new ArrayList<>(figures);
      Collections.sort(sorted);
      return sorted.get(sorted.size() / 2);
    }
  }
}
