package org.xiangqiao.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * One real PostgreSQL per test JVM. {@link #database()} is migrated once and cloned from a template
 * for each test class that asks, so that classes do not see each other's data.
 */
public final class TestPostgres {

  private static final AtomicInteger COUNTER = new AtomicInteger();
  private static EmbeddedPostgres postgres;

  private TestPostgres() {}

  /** A fresh database with every migration found on the class path. */
  public static synchronized DataSource database() {
    start();
    return postgres.getDatabase("postgres", clone("migrated"));
  }

  /** A fresh, empty database. */
  public static synchronized DataSource emptyDatabase() {
    start();
    return postgres.getDatabase("postgres", clone("template1"));
  }

  /** JDBC URL of a fresh migrated database, for servers in processes of their own. */
  public static synchronized String jdbcUrl() {
    start();
    return postgres.getJdbcUrl("postgres", clone("migrated"));
  }

  /** JDBC URL of a fresh, empty database. */
  public static synchronized String emptyJdbcUrl() {
    start();
    return postgres.getJdbcUrl("postgres", clone("template1"));
  }

  private static String clone(String template) {
    String name = "test_" + COUNTER.incrementAndGet();
    execute("create database " + name + " template " + template);
    return name;
  }

  private static void start() {
    if (postgres != null) {
      return;
    }
    try {
      postgres =
          EmbeddedPostgres.builder()
              .setServerConfig("max_connections", "200")
              .setServerConfig("fsync", "off")
              .setPGStartupWait(Duration.ofSeconds(60))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    execute("create database migrated");
    Flyway.configure()
        .dataSource(postgres.getDatabase("postgres", "migrated"))
        .locations("classpath:db/migration")
        .load()
        .migrate();
  }

  private static void execute(String sql) {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
