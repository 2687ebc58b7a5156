package org.xiangqiao.store.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Compares what {@code schema-objects.txt} lists with the catalogue, object by object: tables with
 * their columns, the eight partitions of each partitioned table, valid and unique indexes,
 * sequences.
 */
final class SchemaCheck {

  private static final String TYPE = "{type}";
  private static final int PARTITIONS = 8;

  private final JdbcTemplate jdbc;

  SchemaCheck(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Readable names of what is not there; empty when all is well. */
  List<String> missing() {
    Map<String, Relation> found = relations();
    if (!found.containsKey("resource_type")) {
      return List.of("table resource_type");
    }
    Map<String, Boolean> types = types();
    List<String> missing = new ArrayList<>();
    for (String line : expected()) {
      String[] words = line.split("\\s+");
      if (words[1].contains(TYPE)) {
        types.forEach(
            (type, partitioned) -> {
              String name = words[1].replace(TYPE, type);
              check(words, name, partitioned, found, missing);
            });
      } else {
        check(words, words[1], words[0].equals("partitioned"), found, missing);
      }
    }
    return missing;
  }

  private static void check(
      String[] words,
      String name,
      boolean partitioned,
      Map<String, Relation> found,
      List<String> missing) {
    Relation relation = found.get(name);
    String kind = words[0].equals("partitioned") ? "table" : words[0];
    if (kind.equals("unique")) {
      // PostgreSQL shortens the names of such indexes, so they are known by their columns.
      String columns = String.join(",", Arrays.asList(words).subList(2, words.length));
      if (relation == null || !relation.unique().contains(columns)) {
        missing.add("unique index on " + name + " (" + columns + ")");
      }
      return;
    }
    if (relation == null || !relation.valid()) {
      missing.add(kind + " " + name + (relation == null ? "" : " (invalid)"));
      return;
    }
    if (kind.equals("table")) {
      for (String column : Arrays.asList(words).subList(2, words.length)) {
        if (!relation.columns().contains(column)) {
          missing.add("column " + name + "." + column);
        }
      }
      if (partitioned && relation.partitions() != PARTITIONS) {
        missing.add("partitions of " + name + ": " + relation.partitions() + "/" + PARTITIONS);
      }
    }
  }

  private Map<String, Boolean> types() {
    Map<String, Boolean> types = new HashMap<>();
    jdbc.query(
        "select name, partitioned from resource_type",
        row -> {
          types.put(row.getString(1).toLowerCase(Locale.ROOT), row.getBoolean(2));
        });
    return types;
  }

  private Map<String, Relation> relations() {
    Map<String, Relation> found = new HashMap<>();
    jdbc.query(
        """
        select c.relname, coalesce(i.indisvalid, true),
               (select count(*) from pg_inherits p where p.inhparent = c.oid),
               array(select a.attname::text from pg_attribute a
                      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
               array(select (select string_agg(a.attname, ',' order by k.n)
                               from unnest(u.indkey) with ordinality as k(attnum, n)
                               join pg_attribute a
                                 on a.attrelid = c.oid and a.attnum = k.attnum)
                       from pg_index u
                      where u.indrelid = c.oid and u.indisunique and u.indisvalid)
          from pg_class c left join pg_index i on i.indexrelid = c.oid
         where c.relnamespace = current_schema()::regnamespace
           and c.relkind in ('r', 'p', 'i', 'I', 'S')
        """,
        row -> {
          String[] columns = (String[]) row.getArray(4).getArray();
          String[] unique = (String[]) row.getArray(5).getArray();
          found.put(
              row.getString(1),
              new Relation(
                  row.getBoolean(2),
                  row.getInt(3),
                  Set.copyOf(List.of(columns)),
                  Set.copyOf(List.of(unique))));
        });
    return found;
  }

  private static List<String> expected() {
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                SchemaCheck.class.getResourceAsStream("schema-objects.txt"),
                StandardCharsets.UTF_8))) {
      return in.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Relation(boolean valid, int partitions, Set<String> columns, Set<String> unique) {}
}
