package org.xiangqiao.server.upgrade;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A database as plain SQL: the migrations that made its schema, word for word, then its rows.
 * PostgreSQL's own pg_dump is not among the programs that come with the server.
 */
final class ReleaseDump {

  private final JdbcTemplate jdbc;
  private final DataSource dataSource;

  ReleaseDump(DataSource dataSource) {
    this.dataSource = dataSource;
    this.jdbc = new JdbcTemplate(dataSource);
  }

  void writeTo(Path file) throws IOException {
    try (Writer out =
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
      schema(out);
      out.write("\nset session_replication_role = replica;\n");
      for (String table : tables()) {
        rows(out, table);
      }
      sequences(out);
      out.write("set session_replication_role = origin;\n");
    }
  }

  private void schema(Writer out) throws IOException {
    var flyway =
        Flyway.configure().dataSource(dataSource).locations("classpath:db/migration").load();
    for (MigrationInfo applied : flyway.info().applied()) {
      var script =
          new PathMatchingResourcePatternResolver()
              .getResource("classpath:db/migration/" + applied.getScript());
      out.write("\n-- " + applied.getScript() + "\n");
      out.write(script.getContentAsString(StandardCharsets.UTF_8));
    }
    out.write(
        """

        create table flyway_schema_history (
          installed_rank integer primary key, version varchar(50), description varchar(200) not null,
          type varchar(20) not null, script varchar(1000) not null, checksum integer,
          installed_by varchar(100) not null, installed_on timestamp not null default now(),
          execution_time integer not null, success boolean not null);
        create index flyway_schema_history_s_idx on flyway_schema_history (success);
        """);
  }

  private List<String> tables() {
    return jdbc.queryForList(
        """
        select relname::text from pg_class
         where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')
           and not relispartition order by 1
        """,
        String.class);
  }

  private void rows(Writer out, String table) throws IOException {
    List<String> columns =
        jdbc.queryForList(
            """
            select attname::text from pg_attribute
             where attrelid = ?::regclass and attnum > 0 and not attisdropped
               and attgenerated = '' order by attnum
            """,
            String.class,
            table);
    String places = String.join(", ", columns.stream().map(column -> "%L").toList());
    String names = String.join(", ", columns);
    List<String> rows =
        jdbc.queryForList(
            "select format('(" + places + ")', " + names + ") from " + table + " order by 1",
            String.class);
    for (String row : rows) {
      out.write(
          "insert into %s (%s) overriding system value values %s on conflict do nothing;\n"
              .formatted(table, names, row));
    }
  }

  private void sequences(Writer out) throws IOException {
    for (String call :
        jdbc.queryForList(
            """
            select format('select setval(%L, %s);', sequencename, last_value) from pg_sequences
             where schemaname = current_schema() and last_value is not null order by 1
            """,
            String.class)) {
      out.write(call + "\n");
    }
  }
}
