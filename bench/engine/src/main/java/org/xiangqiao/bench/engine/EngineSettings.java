package org.xiangqiao.bench.engine;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * How large a run is: system properties {@code bench.*}, whose defaults follow {@code bench.size}
 * ({@code full} or {@code small}).
 *
 * @param resources about how many resources all three hold
 * @param growth sizes to which ours and SQL go on
 * @param clients numbers of clients that ask at once
 * @param main the number of clients of the published ratios
 * @param rounds turns of each cell
 * @param seconds duration of a cell
 * @param warmUp seconds in which both servers are asked everything before anything counts
 * @param patients records that Synthea makes; all others are copies of these
 * @param largest longest record that is taken: some of Synthea's have thousands of resources
 * @param only cases to run, or empty for all
 * @param peer false: without HAPI's server
 */
record EngineSettings(
    boolean small,
    long seed,
    int resources,
    List<Integer> growth,
    List<Integer> clients,
    int main,
    int rounds,
    double seconds,
    double warmUp,
    int patients,
    int largest,
    List<String> only,
    boolean peer) {

  static EngineSettings read() {
    boolean small = "small".equals(System.getProperty("bench.size", "full"));
    List<Integer> clients = numbers("bench.clients", small ? "4" : "1,4,16");
    return new EngineSettings(
        small,
        number("bench.seed", "4711", Long::valueOf),
        number("bench.resources", small ? "2000" : "100000", Integer::valueOf),
        numbers("bench.growth", small ? "" : "1000000"),
        clients,
        clients.contains(4) ? 4 : clients.get(0),
        number("bench.rounds", small ? "1" : "3", Integer::valueOf),
        number("bench.seconds", small ? "1.5" : "4", Double::valueOf),
        number("bench.warmup", small ? "6" : "180", Double::valueOf),
        number("bench.patients", small ? "6" : "60", Integer::valueOf),
        number("bench.largest", small ? "200" : "2000", Integer::valueOf),
        texts("bench.cases", ""),
        number("bench.peer", "true", Boolean::valueOf));
  }

  boolean wants(String scenario) {
    return only.isEmpty() || only.contains(scenario);
  }

  private static <T> T number(String name, String otherwise, Function<String, T> parse) {
    String value = System.getProperty(name, "").strip();
    return parse.apply(value.isEmpty() ? otherwise : value);
  }

  private static List<Integer> numbers(String name, String otherwise) {
    return texts(name, otherwise).stream().map(Integer::valueOf).toList();
  }

  private static List<String> texts(String name, String otherwise) {
    String value = number(name, otherwise, Function.identity());
    return Arrays.stream(value.split("[, ]+")).filter(text -> !text.isEmpty()).toList();
  }
}
