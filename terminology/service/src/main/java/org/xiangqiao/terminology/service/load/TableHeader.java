package org.xiangqiao.terminology.service.load;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which column of a table holds what: by the headers that {@code columns.csv} knows, or as the
 * operator says. Other columns become properties.
 *
 * @param places column number by our name
 * @param properties column number by property code
 * @param headers as they stand in the file
 */
record TableHeader(
    Map<String, Integer> places, Map<String, Integer> properties, List<String> headers) {

  static final String CODE = "code";
  static final String DISPLAY = "display";
  static final String ENGLISH = "english";
  static final String DEFINITION = "definition";
  static final String PARENT = "parent";
  static final String STATUS = "status";
  static final String SYNONYM = "synonym";

  TableHeader {
    places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    headers = List.copyOf(headers);
  }

  static boolean knows(String name) {
    return KnownColumns.all().containsKey(name);
  }

  /**
   * @throws SourceProblem if code or display cannot be found, a column comes twice, or a header is
   *     broken
   */
  static TableHeader of(List<String> cells, Map<String, String> chosen) {
    List<String> headers = cells.stream().map(String::strip).toList();
    headers.stream()
        .filter(RowCheck::isBroken)
        .findFirst()
        .ifPresent(
            header -> {
              throw new SourceProblem("load-column-broken", headers.indexOf(header) + 1);
            });
    Map<String, Integer> places = new LinkedHashMap<>();
    chosen.forEach((name, header) -> places.put(name, place(headers, header)));
    KnownColumns.all()
        .forEach(
            (name, usual) -> {
              if (!places.containsKey(name)) {
                // The first of the usual headers that is there: "name" is not taken for "名称".
                usual.headers().stream()
                    .map(header -> find(headers, header))
                    .filter(found -> found >= 0 && !places.containsValue(found))
                    .findFirst()
                    .ifPresent(found -> places.put(name, found));
              }
            });
    for (String needed : List.of(CODE, DISPLAY)) {
      if (!places.containsKey(needed)) {
        throw new SourceProblem(
            "load-column-missing",
            needed,
            headers.stream().limit(30).collect(Collectors.joining(", ")),
            String.join(", ", KnownColumns.all().get(needed).headers()));
      }
    }
    return new TableHeader(places, properties(headers, places), headers);
  }

  private static int place(List<String> headers, String header) {
    int found = find(headers, header.strip());
    if (found < 0) {
      throw new SourceProblem(
          "load-column-unknown",
          header,
          headers.stream().limit(30).collect(Collectors.joining(", ")));
    }
    return found;
  }

  private static int find(List<String> headers, String header) {
    for (int i = 0; i < headers.size(); i++) {
      if (headers.get(i).equalsIgnoreCase(header)) {
        return i;
      }
    }
    return -1;
  }

  private static Map<String, Integer> properties(
      List<String> headers, Map<String, Integer> places) {
    Map<String, Integer> properties = new LinkedHashMap<>();
    for (int i = 0; i < headers.size(); i++) {
      if (headers.get(i).isEmpty() || places.containsValue(i)) {
        continue;
      }
      String code = headers.get(i).replaceAll("\\s+", "-");
      if (Set.of("parent", "child", "concept", CODE, DISPLAY).contains(code)
          || properties.putIfAbsent(code, i) != null) {
        throw new SourceProblem("load-column-twice", headers.get(i));
      }
    }
    return properties;
  }

  /** Our names with the headers that stand for them, for reports. */
  Map<String, String> names() {
    return places.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> headers.get(each.getValue())));
  }

  /** What a row says of its being in use, by our names of the columns. */
  Map<String, String> states(Records.Cells row) {
    Map<String, String> states = new LinkedHashMap<>();
    for (String name : KnownColumns.states()) {
      if (!cell(row, name).isEmpty()) {
        states.put(name, cell(row, name));
      }
    }
    return states;
  }

  String cell(Records.Cells row, String name) {
    Integer place = places.get(name);
    return place == null || place >= row.values().size() ? "" : row.values().get(place).strip();
  }
}
