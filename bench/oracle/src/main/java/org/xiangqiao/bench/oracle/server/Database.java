package org.xiangqiao.bench.oracle.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** One PostgreSQL with a database for each server. Nothing in it outlives the run. */
final class Database implements AutoCloseable {

  private final EmbeddedPostgres postgres;

  Database() throws IOException {
    postgres =
        EmbeddedPostgres.builder()
            .setServerConfig("max_connections", "100")
            .setServerConfig("shared_buffers", "256MB")
            .setServerConfig("fsync", "off")
            .setPGStartupWait(Duration.ofSeconds(60))
            .start();
  }

  String create(String name) throws SQLException {
    execute("postgres", "create database " + name);
    return postgres.getJdbcUrl("postgres", name);
  }

  /** So that plans do not depend on when autovacuum looks in. */
  void analyze(String name) throws SQLException {
    execute(name, "analyze");
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
