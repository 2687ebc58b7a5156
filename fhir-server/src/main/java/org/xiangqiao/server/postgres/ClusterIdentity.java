package org.xiangqiao.server.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Whether the PostgreSQL that answers is the one that serves a directory, asked of itself. */
final class ClusterIdentity {

  private ClusterIdentity() {}

  static boolean matches(Connection superuser, DataDirectory directory) throws SQLException {
    String question =
        "select system_identifier, current_setting('data_directory') from pg_control_system()";
    try (Statement statement = superuser.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      answer.next();
      return answer.getLong(1) == directory.systemIdentifier()
          && Path.of(answer.getString(2)).toRealPath().equals(directory.cluster());
    } catch (IOException e) {
      return false;
    }
  }
}
