package org.xiangqiao.suites.fuzz;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Faults found, one entry for each cause, with the shortest request that shows it. */
final class Findings {

  private final Map<String, Finding> byCause = new TreeMap<>();

  /**
   * @param number of the request, for the same seed
   */
  private record Finding(int number, Request request, String detail, int times) {}

  synchronized void add(int number, Request request, String fault, String detail) {
    String cause = fault + cause(detail);
    byCause.merge(
        cause,
        new Finding(number, request, detail, 1),
        (one, other) -> {
          Finding shorter =
              one.request().bytes().length <= other.request().bytes().length ? one : other;
          return new Finding(
              shorter.number(), shorter.request(), shorter.detail(), one.times() + 1);
        });
  }

  /** The exception at the bottom and where it was thrown. */
  private static String cause(String detail) {
    String cause = "";
    String[] lines = detail.split("\n");
    for (int i = 1; i < lines.length; i++) {
      if (!lines[i].startsWith(" ")) {
        cause = ": " + lines[i] + (i + 1 < lines.length ? " " + lines[i + 1].strip() : "");
      }
    }
    return cause;
  }

  /**
   * Times each was seen, by cause.
   *
   * @param known words of causes that are to be left out; several with {@code &} between them must
   *     all be there, in the cause, the log or the request
   */
  synchronized Map<String, String> without(Collection<String> known) {
    Map<String, String> rest = new TreeMap<>();
    byCause.forEach(
        (cause, finding) -> {
          String told = cause + "\n" + finding.detail() + "\n" + finding.request().shown();
          if (known.stream().noneMatch(words -> tells(told, words))) {
            rest.put(cause, finding.times() + " times, for example request " + finding.number());
          }
        });
    return rest;
  }

  private static boolean tells(String told, String words) {
    return List.of(words.split(" & ")).stream().allMatch(told::contains);
  }

  synchronized String report() {
    StringBuilder report = new StringBuilder();
    byCause.forEach(
        (cause, finding) ->
            report
                .append("=== ")
                .append(cause)
                .append("\n--- ")
                .append(finding.times())
                .append(" times; request ")
                .append(finding.number())
                .append(" (")
                .append(finding.request().kind())
                .append(")\n")
                .append(finding.request().shown())
                .append("\n--- ")
                .append(finding.detail())
                .append("\n\n"));
    return report.toString();
  }
}
