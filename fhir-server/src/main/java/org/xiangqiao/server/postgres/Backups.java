package org.xiangqiao.server.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Backup and restore of the server's own PostgreSQL without PostgreSQL's client tools. A backup is
 * taken beside a running server or, when none runs, from a PostgreSQL started for it.
 */
public final class Backups {

  private final PostgresProperties properties;
  private final String datasourceUrl;
  private final String productVersion;

  /**
   * @param datasourceUrl {@code spring.datasource.url}: when it names another PostgreSQL there is
   *     nothing to do here, and that is said
   */
  public Backups(PostgresProperties properties, String datasourceUrl, String productVersion) {
    this.properties = properties;
    this.datasourceUrl = datasourceUrl;
    this.productVersion = productVersion;
  }

  /** What was written or brought back. */
  public record Summary(Path directory, int files, long bytes) {}

  /** Copies the data into {@code target}, which must be new or empty. */
  public Summary backup(Path target) {
    requireOwnPostgres();
    if (!Files.isDirectory(properties.directory())) {
      throw new PostgresProblem("backup.nothing", properties.directory().toAbsolutePath());
    }
    DataDirectory directory = DataDirectory.open(properties.directory());
    if (!directory.initialised()) {
      throw new PostgresProblem("backup.nothing", directory.home());
    }
    BackupTarget place = BackupTarget.prepare(directory, target);
    try {
      return write(directory, place.path());
    } catch (IOException | SQLException e) {
      place.discard();
      throw new PostgresProblem(e, "backup.failed", e);
    } catch (RuntimeException e) {
      place.discard();
      throw e;
    }
  }

  /** Brings a backup into the configured directory, which must hold no data yet. */
  public Summary restore(Path source) {
    requireOwnPostgres();
    return new Restore(properties).bringBack(source);
  }

  private void requireOwnPostgres() {
    if (datasourceUrl != null && !datasourceUrl.isBlank()) {
      throw new PostgresProblem("backup.external");
    }
  }

  private Summary write(DataDirectory directory, Path target) throws IOException, SQLException {
    Optional<DirectoryLock> lock = DirectoryLock.tryAcquire(directory);
    if (lock.isEmpty()) {
      try (Connection session = connectToRunning(directory)) {
        return write(session, directory, target);
      }
    }
    try (DirectoryLock held = lock.get();
        PostgresServer server = PostgresServer.startLocked(directory, properties);
        StopAtExit stop = new StopAtExit(server);
        Connection session = server.connectAsSuperuser()) {
      return write(session, directory, target);
    }
  }

  private Summary write(Connection session, DataDirectory directory, Path target)
      throws IOException, SQLException {
    BackupManifest manifest = new BaseBackup(session, directory, target).take(productVersion);
    manifest.write(target);
    return new Summary(target, manifest.files().size(), manifest.size());
  }

  /** To the PostgreSQL of a server that runs in another process, once it is known to be that. */
  private static Connection connectToRunning(DataDirectory directory) throws SQLException {
    PostmasterFile postmaster =
        PostmasterFile.read(directory.postmasterFile())
            .filter(file -> ServerProcesses.livesIn(directory.cluster(), file.pid()))
            .orElseThrow(() -> unreachable(directory, "postmaster.pid"));
    Endpoint endpoint = new Endpoint(postmaster.port(), Credentials.read(directory.passwords()));
    Connection session;
    try {
      session = endpoint.connectAsSuperuser();
    } catch (SQLException e) {
      throw unreachable(directory, e.getMessage());
    }
    if (!ClusterIdentity.matches(session, directory)) {
      session.close();
      throw new PostgresProblem("start.stranger", postmaster.port(), directory.cluster());
    }
    return session;
  }

  private static PostgresProblem unreachable(DataDirectory directory, String reason) {
    return new PostgresProblem(
        "backup.unreachable", directory.home(), DirectoryLock.holder(directory), reason);
  }
}
