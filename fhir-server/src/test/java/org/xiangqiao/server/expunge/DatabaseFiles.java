package org.xiangqiao.server.expunge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/** Looks for words in the bytes of a database's files, and in every value by SQL. */
public final class DatabaseFiles {

  private final JdbcTemplate jdbc;

  public DatabaseFiles(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Relations whose files hold the word, in whatever row, dead or alive. */
  Set<String> holding(String word) throws IOException {
    jdbc.execute("checkpoint");
    Path base =
        Path.of(jdbc.queryForObject("show data_directory", String.class))
            .resolve("base")
            .resolve(
                jdbc.queryForObject(
                    "select oid::text from pg_database where datname = current_database()",
                    String.class));
    Set<String> found = new TreeSet<>();
    for (String file : filesWith(base, word)) {
      String number = file.replaceAll("[._].*", "");
      found.add(
          number.matches("\\d+")
              ? jdbc.queryForList(
                      "select coalesce(pg_filenode_relation(0, ?::oid)::regclass::text, 'gone ' || ?)",
                      String.class,
                      number,
                      file)
                  .get(0)
              : file);
    }
    return found;
  }

  /** Names of files below a folder that hold the word. */
  static Set<String> filesWith(Path folder, String word) throws IOException {
    String bytes = new String(word.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try {
          if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(bytes)) {
            found.add(file.getFileName().toString());
          }
        } catch (NoSuchFileException gone) {
          // Removed meanwhile: it holds nothing.
        }
      }
    }
    return found;
  }

  /** Columns of tables that hold the word; compressed values are seen through. */
  public Set<String> columnsHolding(String word) {
    Set<String> found = new TreeSet<>();
    jdbc.query(
        """
        select c.table_name, c.column_name, c.data_type
          from information_schema.columns c
          join information_schema.tables t on t.table_name = c.table_name
               and t.table_schema = c.table_schema and t.table_type = 'BASE TABLE'
         where c.table_schema = current_schema()
           and c.data_type in ('text', 'bytea', 'jsonb', 'ARRAY')
           and not exists (select 1 from pg_inherits i where i.inhrelid = c.table_name::regclass)
        """,
        row -> {
          String column = row.getString(2);
          String text =
              row.getString(3).equals("bytea")
                  ? "position(convert_to(?, 'UTF8') in " + column + ") > 0"
                  : "position(? in " + column + "::text) > 0";
          if (Boolean.TRUE.equals(
              jdbc.queryForObject(
                  "select exists (select 1 from " + row.getString(1) + " where " + text + ")",
                  Boolean.class,
                  word))) {
            found.add(row.getString(1) + "." + column);
          }
        });
    return found;
  }
}
