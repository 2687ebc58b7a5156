package org.xiangqiao.bench.engine.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One PostgreSQL with a database for each server, as durable as in production: what is committed is
 * on disk. Nothing in it outlives the run.
 */
public final class Database implements AutoCloseable {

  private static final Map<String, String> SETTINGS = settings();

  private final EmbeddedPostgres postgres;

  public Database(Path directory) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(directory)
            .setCleanDataDirectory(true)
            .setPGStartupWait(Duration.ofSeconds(60));
    SETTINGS.forEach(builder::setServerConfig);
    postgres = builder.start();
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("fsync", "on");
    settings.put("synchronous_commit", "on");
    settings.put("full_page_writes", "on");
    settings.put("max_connections", "150");
    settings.put("shared_buffers", "1GB");
    settings.put("effective_cache_size", "4GB");
    settings.put("work_mem", "8MB");
    settings.put("jit", "off");
    settings.put("random_page_cost", "1.1");
    settings.put("max_wal_size", "4GB");
    settings.put("checkpoint_timeout", "15min");
    settings.put("wal_compression", "pglz");
    return settings;
  }

  public Map<String, String> about() {
    return SETTINGS;
  }

  public String create(String name) throws SQLException {
    execute("postgres", "create database " + name);
    return url(name);
  }

  public String url(String name) {
    return postgres.getJdbcUrl("postgres", name);
  }

  public void analyze(String name) throws SQLException {
    execute(name, "vacuum analyze");
    execute(name, "checkpoint");
  }

  public long size(String name) throws SQLException {
    try (Connection connection = postgres.getDatabase("postgres", name).getConnection();
        PreparedStatement statement =
            connection.prepareStatement("select pg_database_size(current_database())");
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** The largest tables with their indexes, MB. */
  public Map<String, Long> largest(String name) throws SQLException {
    Map<String, Long> tables = new LinkedHashMap<>();
    try (Connection connection = postgres.getDatabase("postgres", name).getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select relname, pg_total_relation_size(oid) as bytes from pg_class
                 where relkind = 'r' order by 2 desc limit 15""")) {
      while (row.next()) {
        tables.put(row.getString(1), row.getLong(2) >> 20);
      }
    }
    return tables;
  }

  public String version() throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
      return connection.getMetaData().getDatabaseProductVersion();
    }
  }

  private void execute(String database, String sql) throws SQLException {
    try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
