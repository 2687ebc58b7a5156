package org.xiangqiao.store.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Compares the schema with what the modules on the class path list in {@code
 * db/schema-objects.txt}, object by object: tables with the type, collation, nullability and
 * default of each column, partitions, indexes and constraints by their definition, sequences,
 * functions by their text, triggers. What nobody lists is an operator's own and left alone.
 */
final class SchemaCheck {

  /** One line an object: its name, a tab, what it is; {@code {type}} stands for every type. */
  static final String LIST = "db/schema-objects.txt";

  static final String TYPE = "{type}";

  /** As {@link #TYPE}; the definition holds for the partitioned types, the others have none. */
  static final String PARTITIONED_TYPE = "{partitioned-type}";

  private final SchemaObjects objects;

  SchemaCheck(JdbcTemplate jdbc) {
    this.objects = new SchemaObjects(jdbc);
  }

  /** Readable names of what is missing or different; empty when all is well. */
  List<String> missing() {
    Map<String, Boolean> types = objects.types();
    if (types.isEmpty()) {
      return List.of("table resource_type");
    }
    SortedMap<String, String> found = objects.read();
    List<String> missing = new ArrayList<>();
    expected(types)
        .forEach(
            (name, definition) -> {
              String actual = found.get(name);
              if (actual == null && tableIsThere(name, found)) {
                missing.add(name);
              } else if (actual != null && !actual.equals(definition)) {
                missing.add("%s is \"%s\", not \"%s\"".formatted(name, actual, definition));
              }
            });
    return missing;
  }

  /** A missing table is named once, not with each of its columns. */
  private static boolean tableIsThere(String name, SortedMap<String, String> found) {
    String table =
        name.startsWith("column ")
            ? name.substring("column ".length(), name.indexOf('.'))
            : name.matches("(index|constraint) on .*") ? name.split(" ")[2] : null;
    return table == null || found.containsKey("table " + table);
  }

  /** The lists of all modules, spelled out for every resource type. */
  static SortedMap<String, String> expected(Map<String, Boolean> types) {
    SortedMap<String, String> expected = new TreeMap<>();
    for (String line : lines()) {
      int tab = line.indexOf('\t');
      String name = tab < 0 ? line : line.substring(0, tab);
      String definition = tab < 0 ? "" : line.substring(tab + 1);
      if (name.contains(PARTITIONED_TYPE)) {
        types.forEach(
            (type, partitioned) -> {
              String table = name.replace(PARTITIONED_TYPE, type);
              expected.put(table, partitioned ? definition : "");
            });
      } else if (name.contains(TYPE)) {
        types.keySet().forEach(type -> expected.put(name.replace(TYPE, type), definition));
      } else {
        expected.put(name, definition);
      }
    }
    return expected;
  }

  static List<String> lines() {
    List<String> lines = new ArrayList<>();
    try {
      for (URL list : Collections.list(SchemaCheck.class.getClassLoader().getResources(LIST))) {
        try (var in =
            new BufferedReader(new InputStreamReader(list.openStream(), StandardCharsets.UTF_8))) {
          in.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(lines::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }
}
