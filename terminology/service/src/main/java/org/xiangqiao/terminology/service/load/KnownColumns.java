package org.xiangqiao.terminology.service.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The columns of code tables that are understood without being told: {@code columns.csv}. */
final class KnownColumns {

  private static final Map<String, Column> ALL = load();

  private KnownColumns() {}

  /**
   * A column by what it holds.
   *
   * @param headers in small letters, the better one first
   * @param inactive values by which it says that a concept is out of use (停用); empty if it does not
   *     speak of that
   * @param active values by which it says that a concept is in use; empty for all others
   */
  record Column(String field, List<String> headers, Set<String> inactive, Set<String> active) {

    /** Whether a concept is out of use; empty if the value does not tell. */
    Optional<Boolean> retires(String value) {
      String small = value.strip().toLowerCase(Locale.ROOT);
      if (inactive.contains(small)) {
        return Optional.of(true);
      }
      return small.isEmpty() || active.isEmpty() || active.contains(small)
          ? Optional.of(false)
          : Optional.empty();
    }
  }

  static Map<String, Column> all() {
    return ALL;
  }

  /** Names of the columns that say whether a concept is in use. */
  static List<String> states() {
    return ALL.values().stream()
        .filter(each -> !each.inactive().isEmpty())
        .map(Column::field)
        .toList();
  }

  private static Map<String, Column> load() {
    try (InputStream file = KnownColumns.class.getResourceAsStream("columns.csv");
        CSVParser rows =
            CSVFormat.RFC4180
                .builder()
                .setCommentMarker('#')
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      Map<String, Column> known = new LinkedHashMap<>();
      for (CSVRecord row : rows) {
        Column column =
            new Column(
                row.get("field"),
                words(row.get("headers")),
                Set.copyOf(words(row.get("inactive"))),
                Set.copyOf(words(row.get("active"))));
        known.put(column.field(), column);
      }
      return Collections.unmodifiableMap(known);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> words(String cell) {
    return Stream.of(cell.split("\\|"))
        .filter(word -> !word.isEmpty())
        .map(word -> word.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableList());
  }
}
