package org.xiangqiao.suites.validation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.xiangqiao.terminology.builder.profile.Agreement.Compared;

/**
 * Where the two may differ, each with the clause that decides: {@code differences.csv}. The first
 * rule that fits an error explains it; a verdict that differs is explained when all errors of the
 * side that refuses are.
 */
final class Differences {

  /**
   * One of them.
   *
   * @param side {@code -} if the reference alone finds it, {@code +} if ours does
   * @param words regular expression over kind, place and words of the error
   */
  record Difference(
      String name, String side, Pattern words, String right, String clause, String why) {}

  private final List<Difference> all = new ArrayList<>();

  Differences() {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (var reader =
            new InputStreamReader(Differences.class.getResourceAsStream("differences.csv"), UTF_8);
        var rows = format.parse(reader)) {
      for (CSVRecord row : rows) {
        all.add(
            new Difference(
                row.get("difference"),
                row.get("side"),
                Pattern.compile(row.get("words")),
                row.get("right"),
                row.get("clause"),
                row.get("why")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Difference> all() {
    return all;
  }

  /** Why the verdicts differ; empty if that is not known. */
  Optional<Difference> of(Compared compared) {
    String side = compared.reference().isEmpty() ? "+ " : "- ";
    Difference first = null;
    for (String word : compared.words()) {
      if (word.startsWith(side)) {
        Optional<Difference> one = of(word);
        if (one.isEmpty()) {
          return one;
        }
        first = first == null ? one.get() : first;
      }
    }
    return Optional.ofNullable(first);
  }

  private Optional<Difference> of(String word) {
    return all.stream()
        .filter(each -> word.startsWith(each.side()))
        .filter(each -> each.words().matcher(word.substring(2)).find())
        .findFirst();
  }
}
