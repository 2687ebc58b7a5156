package org.xiangqiao.store.search;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A plan of PostgreSQL's without the values that were searched for. */
final class MaskedPlan {

  /** Literals, also those that hold line breaks or doubled quotes. */
  private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'");

  private static final Pattern NUMBER = Pattern.compile("(?<![\\w.$])-?\\d+(?:\\.\\d+)?(?![\\w.])");

  private MaskedPlan() {}

  static String of(String plan) {
    return LITERAL
        .matcher(plan)
        .replaceAll("?")
        .lines()
        .map(line -> tellsNumbers(line) ? line : NUMBER.matcher(line).replaceAll("?"))
        .collect(Collectors.joining("\n"));
  }

  /** Costs and counts of PostgreSQL's own, which no condition stands in. */
  private static boolean tellsNumbers(String line) {
    String told = line.strip();
    return told.contains("(cost=")
        || told.startsWith("Rows Removed")
        || told.startsWith("Buffers:")
        || told.startsWith("Heap ")
        || told.startsWith("Sort Method")
        || told.startsWith("Full-sort")
        || told.startsWith("Pre-sorted")
        || told.startsWith("Planning")
        || told.startsWith("Execution")
        || told.startsWith("Index Searches")
        || told.matches("(InitPlan|SubPlan) \\d+.*");
  }
}
