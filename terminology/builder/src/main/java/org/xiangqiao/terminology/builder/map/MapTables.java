package org.xiangqiao.terminology.builder.map;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.xiangqiao.terminology.CsvResource;

/** The concept maps of this product as they are written down: groups, and the rows of a group. */
final class MapTables {

  private static final String INDEX = "maps/maps.csv";

  /** Groups by the id of their map, in the order of the index. */
  Map<String, List<MapGroup>> groups() {
    Map<String, List<MapGroup>> byMap = new LinkedHashMap<>();
    CsvResource.rows(CsvResource.class, INDEX).stream()
        .map(MapGroup::of)
        .forEach(group -> byMap.computeIfAbsent(group.id(), id -> new ArrayList<>()).add(group));
    return byMap;
  }

  List<MapRow> rows(MapGroup group) {
    return rows(group, CsvResource.rows(CsvResource.class, group.file()));
  }

  /** A row with several source codes in its cell becomes several. */
  static List<MapRow> rows(MapGroup group, List<Map<String, String>> table) {
    List<MapRow> rows = new ArrayList<>();
    for (int i = 0; i < table.size(); i++) {
      Map<String, String> cells = table.get(i);
      if (fulfils(cells, group.where())) {
        String place = group.file() + " row " + (i + 1);
        sources(cell(cells, group.sourceColumn(), place))
            .map(source -> row(group, cells, source, place))
            .forEach(rows::add);
      }
    }
    return rows;
  }

  private static MapRow row(
      MapGroup group, Map<String, String> cells, String source, String place) {
    return new MapRow(
        source,
        cell(cells, group.targetColumn(), place),
        filled(cells.get("equivalence"), group.equivalence()),
        cells.getOrDefault("comment", ""),
        filled(cells.get("confirmed"), group.confirmed()),
        place);
  }

  private static boolean fulfils(Map<String, String> cells, String where) {
    if (where.isEmpty()) {
      return true;
    }
    String[] condition = where.split("=", 2);
    return condition[1].equals(cell(cells, condition[0], where));
  }

  private static Stream<String> sources(String cell) {
    return Stream.of(cell.split(",")).map(String::strip).filter(code -> !code.isEmpty());
  }

  private static String cell(Map<String, String> cells, String column, String place) {
    if (!cells.containsKey(column)) {
      throw new IllegalStateException(place + ": no column " + column);
    }
    return cells.get(column);
  }

  private static String filled(String value, String otherwise) {
    return value == null || value.isEmpty() ? otherwise : value;
  }
}
