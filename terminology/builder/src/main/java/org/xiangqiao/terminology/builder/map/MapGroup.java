package org.xiangqiao.terminology.builder.map;

import java.util.Map;

/**
 * A row of {@code maps.csv}: one pair of code systems in one concept map. Rows of the same id are
 * groups of the same map.
 *
 * @param sourceValueSet canonical of what is mapped, of the map's first group; may be empty
 * @param file path below {@code org/xiangqiao/terminology/}
 * @param sourceColumn column that holds source codes, several in a cell separated by commas
 * @param where {@code column=value} that a row of the file must fulfil; empty for all rows
 * @param equivalence for rows that do not say one themselves
 * @param unmapped what becomes of other codes: empty, {@code provided} or {@code fixed:<code>}
 * @param confirmed {@code yes} when the reference itself holds the pairs
 */
record MapGroup(
    String id,
    String titleZh,
    String titleEn,
    String sourceSystem,
    String sourceValueSet,
    String targetSystem,
    String targetValueSet,
    String file,
    String sourceColumn,
    String targetColumn,
    String where,
    String equivalence,
    String unmapped,
    String confirmed,
    String note) {

  static MapGroup of(Map<String, String> row) {
    return new MapGroup(
        row.get("id"),
        row.get("title_zh"),
        row.get("title_en"),
        row.get("source_system"),
        row.get("source_value_set"),
        row.get("target_system"),
        row.get("target_value_set"),
        row.get("file"),
        or(row.get("source_column"), "source"),
        or(row.get("target_column"), "target"),
        row.get("where"),
        row.get("equivalence"),
        row.get("unmapped"),
        row.get("confirmed"),
        row.get("note"));
  }

  private static String or(String value, String otherwise) {
    return value == null || value.isEmpty() ? otherwise : value;
  }
}
