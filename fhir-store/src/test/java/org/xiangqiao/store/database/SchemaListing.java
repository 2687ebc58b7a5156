package org.xiangqiao.store.database;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The lines of {@code db/schema-objects.txt} as they are, and as a migrated database has them. */
public final class SchemaListing {

  private SchemaListing() {}

  /** What the modules on the class path list, sorted. */
  public static List<String> listed() {
    return SchemaCheck.lines().stream().sorted().toList();
  }

  /** What to list, sorted, one line for all resource types where they are alike. */
  public static List<String> actual(DataSource database) {
    SchemaObjects objects = new SchemaObjects(new JdbcTemplate(database));
    Map<String, Boolean> types = objects.types();
    TreeSet<String> lines = new TreeSet<>();
    objects
        .read()
        .forEach(
            (name, definition) -> {
              String table = name.replaceFirst("^.*?\\bresource_([a-z]+)\\b.*$", "$1");
              Boolean partitioned = types.get(table);
              if (partitioned == null) {
                lines.add(definition.isEmpty() ? name : name + "\t" + definition);
                return;
              }
              boolean whole = name.startsWith("table ");
              String any = whole ? SchemaCheck.PARTITIONED_TYPE : SchemaCheck.TYPE;
              String line = name.replace("resource_" + table, "resource_" + any);
              if (!whole || partitioned) {
                lines.add(definition.isEmpty() ? line : line + "\t" + definition);
              }
            });
    return List.copyOf(lines);
  }
}
