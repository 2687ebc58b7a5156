package org.xiangqiao.server.postgres;

import java.nio.file.Files;
import java.nio.file.Path;
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
    if (!Files.isDirectory(properties.directory())) {
      throw none(properties.directory().toAbsolutePath());
    }
    DataDirectory directory = DataDirectory.open(properties.directory());
    PostmasterFile postmaster =
        PostmasterFile.read(directory.postmasterFile())
            .filter(file -> ServerProcesses.livesIn(directory.cluster(), file.pid()))
            .orElseThrow(() -> none(directory.home()));
    try {
      return new Endpoint(postmaster.port(), Credentials.read(directory.passwords()))
          .connectAsApplication();
    } catch (SQLException e) {
      throw new PostgresProblem(
          e, "backup.unreachable", directory.home(), postmaster.port(), e.getSQLState());
    }
  }

  private static PostgresProblem none(Path home) {
    return new PostgresProblem("running.none", home);
  }
}
