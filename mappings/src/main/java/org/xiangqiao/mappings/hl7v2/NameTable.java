package org.xiangqiao.mappings.hl7v2;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.xiangqiao.terminology.CsvResource;

/** A small data table of this package, looked up by its first column without regard to case. */
final class NameTable {

  private final Map<String, Map<String, String>> rows = new HashMap<>();

  NameTable(String file, String key) {
    for (Map<String, String> row : CsvResource.rows(NameTable.class, file)) {
      if (rows.put(row.get(key).toUpperCase(Locale.ROOT), Map.copyOf(row)) != null) {
        throw new IllegalStateException(row.get(key) + " is twice in " + file);
      }
    }
  }

  Optional<Map<String, String>> find(String name) {
    return Optional.ofNullable(rows.get(name.strip().toUpperCase(Locale.ROOT)));
  }

  Optional<String> find(String name, String column) {
    return find(name).map(row -> row.get(column)).filter(value -> !value.isEmpty());
  }
}
