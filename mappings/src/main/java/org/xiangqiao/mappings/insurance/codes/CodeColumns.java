package org.xiangqiao.mappings.insurance.codes;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.xiangqiao.terminology.CsvResource;

/** Which column of a table holds what, by the headers of {@code columns.csv}. */
final class CodeColumns {

  static final String LOCAL = "local";
  static final String LOCAL_NAME = "local_name";
  static final String NATIONAL = "national";
  static final String NATIONAL_NAME = "national_name";

  /** A column that is understood; {@code form} is empty, {@code date} or {@code text}. */
  record Column(String field, List<String> kinds, int longest, String form, List<String> headers) {}

  /** The fields that a header has, with their places. */
  record Found(Map<Column, Integer> places, List<String> headers) {

    String header(Column column) {
      return headers.get(places.get(column));
    }

    Integer place(String field) {
      return places.entrySet().stream()
          .filter(each -> each.getKey().field().equals(field))
          .map(Map.Entry::getValue)
          .findFirst()
          .orElse(null);
    }
  }

  private final List<Column> columns =
      CsvResource.rows(CodeColumns.class, "columns.csv").stream()
          .map(
              row ->
                  new Column(
                      row.get("field"),
                      words(row.get("kinds"), " "),
                      Integer.parseInt(row.get("longest")),
                      row.get("form"),
                      words(row.get("headers"), "\\|")))
          .toList();

  /**
   * @throws UnreadableCodeFileException if the columns of both codes are not there
   */
  Found find(CodeKind kind, List<String> header) {
    List<String> headers = header.stream().map(String::strip).toList();
    Map<Column, Integer> places = new LinkedHashMap<>();
    for (Column column : columns) {
      if (column.kinds().contains(kind.code())) {
        column.headers().stream()
            .map(name -> place(headers, name))
            .filter(found -> found >= 0 && !places.containsValue(found))
            .findFirst()
            .ifPresent(found -> places.put(column, found));
      }
    }
    Found found = new Found(places, headers);
    for (String needed : List.of(LOCAL, NATIONAL)) {
      if (found.place(needed) == null) {
        throw new UnreadableCodeFileException(
            "insurance.codes.column",
            usual(kind, needed),
            headers.stream().limit(30).collect(Collectors.joining(", ")));
      }
    }
    return found;
  }

  private String usual(CodeKind kind, String field) {
    return columns.stream()
        .filter(column -> column.field().equals(field) && column.kinds().contains(kind.code()))
        .flatMap(column -> column.headers().stream())
        .collect(Collectors.joining(", "));
  }

  private static int place(List<String> headers, String name) {
    for (int i = 0; i < headers.size(); i++) {
      if (headers.get(i).toLowerCase(Locale.ROOT).equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private static List<String> words(String text, String between) {
    return Arrays.stream(text.split(between)).filter(word -> !word.isEmpty()).toList();
  }
}
