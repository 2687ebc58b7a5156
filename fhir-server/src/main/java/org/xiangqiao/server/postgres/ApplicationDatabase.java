package org.xiangqiao.server.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** The role and the database of the application, made when they are not there yet. */
final class ApplicationDatabase {

  private static final String WRONG_PASSWORD = "28P01";

  private ApplicationDatabase() {}

  /** A connection of the application to its database. */
  static Connection open(Endpoint endpoint, Connection superuser) throws SQLException {
    if (!exists(superuser, "select 1 from pg_roles where rolname = ?", Credentials.APPLICATION)) {
      execute(superuser, "create role " + Credentials.APPLICATION + " login");
      setPassword(endpoint, superuser);
    }
    if (!exists(superuser, "select 1 from pg_database where datname = ?", Endpoint.DATABASE)) {
      execute(
          superuser,
          "create database %s owner %s template template0"
              .formatted(Endpoint.DATABASE, Credentials.APPLICATION));
    }
    try {
      return endpoint.connectAsApplication();
    } catch (SQLException e) {
      if (!WRONG_PASSWORD.equals(e.getSQLState())) {
        throw e;
      }
      // The start before this one ended between making the role and giving it its password.
      setPassword(endpoint, superuser);
      return endpoint.connectAsApplication();
    }
  }

  private static void setPassword(Endpoint endpoint, Connection superuser) throws SQLException {
    superuser
        .unwrap(PGConnection.class)
        .alterUserPassword(
            Credentials.APPLICATION,
            endpoint.credentials().application().toCharArray(),
            "scram-sha-256");
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (ResultSet result = statement.executeQuery()) {
        return result.next();
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
