package org.xiangqiao.server.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The database of a server that runs in another process, for commands that ask it for something.
 */
public final class RunningDatabase {

  private RunningDatabase() {}

  /**
   * Connects to the server's own PostgreSQL as the application.
   *
   * @throws PostgresProblem if no server runs on the directory
   */
  public static Connection connect(PostgresProperties properties) {
    DataDirectory directory = DataDirectory.open(properties.directory());
    PostmasterFile postmaster =
        PostmasterFile.read(directory.postmasterFile())
            .filter(file -> ServerProcesses.livesIn(directory.cluster(), file.pid()))
            .orElseThrow(
                () ->
                    new PostgresProblem(
                        "backup.unreachable", directory.home(), "-", "postmaster.pid"));
    try {
      return new Endpoint(postmaster.port(), Credentials.read(directory.passwords()))
          .connectAsApplication();
    } catch (SQLException e) {
      throw new PostgresProblem(
          e, "backup.unreachable", directory.home(), postmaster.port(), e.getSQLState());
    }
  }
}
