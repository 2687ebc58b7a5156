package org.xiangqiao.server.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Where a running cluster answers, and who may ask. */
record Endpoint(int port, Credentials credentials) {

  static final String DATABASE = "xiangqiao";

  /**
   * Address of the application's database. Commits wait for the disk whatever a role or database
   * setting says; error details stay out of exception texts, because for a constraint they quote
   * the row.
   */
  String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:%d/%s?%s"
        .formatted(
            port, DATABASE, "options=-c%20synchronous_commit%3Don&logServerErrorDetail=false");
  }

  Connection connectAsApplication() throws SQLException {
    return connect(jdbcUrl(), Credentials.APPLICATION, credentials.application());
  }

  Connection connectAsSuperuser() throws SQLException {
    String url = "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
    return connect(url, Credentials.SUPERUSER, credentials.superuser());
  }

  private static Connection connect(String url, String user, String password) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("ApplicationName", "xiangqiao");
    properties.setProperty("connectTimeout", "10");
    return DriverManager.getConnection(url, properties);
  }
}
