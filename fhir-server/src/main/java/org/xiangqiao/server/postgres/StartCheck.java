package org.xiangqiao.server.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What must hold before anything is stored: this is our cluster, what it acknowledges is on the
 * disk, and nobody comes in without a password. Asked of the running server, not of its settings.
 */
final class StartCheck {

  private static final Map<String, String> REQUIRED = new LinkedHashMap<>();

  static {
    REQUIRED.put("fsync", "on");
    REQUIRED.put("synchronous_commit", "on");
    REQUIRED.put("full_page_writes", "on");
    REQUIRED.put("listen_addresses", "127.0.0.1");
    REQUIRED.put("unix_socket_directories", "");
  }

  private StartCheck() {}

  static void superuser(Connection connection, DataDirectory directory, int port)
      throws SQLException {
    if (!ClusterIdentity.matches(connection, directory)) {
      throw new PostgresProblem("start.stranger", port, directory.cluster());
    }
    settings(connection);
    String openDoors =
        "select count(*) from pg_hba_file_rules"
            + " where auth_method is distinct from 'scram-sha-256' or error is not null";
    if (!"0".equals(single(connection, openDoors))) {
      throw new PostgresProblem("start.unsafe", "pg_hba.conf");
    }
  }

  /** The application's session can differ: roles and databases carry settings of their own. */
  static void application(Connection connection) throws SQLException {
    String commit = single(connection, "select current_setting('synchronous_commit')");
    if (!"on".equals(commit)) {
      throw new PostgresProblem("start.unsafe", "synchronous_commit=" + commit);
    }
  }

  private static void settings(Connection connection) throws SQLException {
    for (Map.Entry<String, String> setting : REQUIRED.entrySet()) {
      String actual = single(connection, "select current_setting('" + setting.getKey() + "')");
      if (!setting.getValue().equals(actual)) {
        throw new PostgresProblem("start.unsafe", setting.getKey() + "=" + actual);
      }
    }
  }

  private static String single(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getString(1);
    }
  }
}
