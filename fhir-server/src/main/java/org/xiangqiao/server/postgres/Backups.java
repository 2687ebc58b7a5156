package org.xiangqiao.server.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

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
    Optional<DirectoryLock> lock = DirectoryLock.tryAcquire(directory);
    if (lock.isEmpty()) {
      return backupRunning(directory, target);
    }
    try (DirectoryLock held = lock.get();
        PostgresServer server = PostgresServer.startLocked(directory, properties);
        StopAtExit stop = new StopAtExit(server);
        Connection session = server.connectAsSuperuser()) {
      return write(session, directory, target);
    } catch (SQLException e) {
      throw new PostgresProblem(e, "backup.failed", e.getMessage());
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

  private Summary backupRunning(DataDirectory directory, Path target) {
    PostmasterFile postmaster =
        PostmasterFile.read(directory.postmasterFile())
            .filter(file -> ServerProcesses.livesIn(directory.cluster(), file.pid()))
            .orElseThrow(() -> unreachable(directory, "postmaster.pid"));
    Endpoint endpoint = new Endpoint(postmaster.port(), Credentials.read(directory.passwords()));
    try (Connection session = endpoint.connectAsSuperuser()) {
      if (!ClusterIdentity.matches(session, directory)) {
        throw new PostgresProblem("start.stranger", postmaster.port(), directory.cluster());
      }
      return write(session, directory, target);
    } catch (SQLException e) {
      throw unreachable(directory, e.getMessage());
    }
  }

  private static PostgresProblem unreachable(DataDirectory directory, String reason) {
    return new PostgresProblem(
        "backup.unreachable", directory.home(), DirectoryLock.holder(directory), reason);
  }

  private Summary write(Connection session, DataDirectory directory, Path target) {
    boolean existed = Files.exists(target);
    Path place = prepare(directory, target);
    try {
      BackupManifest manifest = new BaseBackup(session, directory, place).take(productVersion);
      manifest.write(place);
      return new Summary(place, manifest.files().size(), manifest.size());
    } catch (IOException | SQLException e) {
      remove(place, existed);
      throw new PostgresProblem(e, "backup.failed", e);
    } catch (RuntimeException e) {
      remove(place, existed);
      throw e;
    }
  }

  private static Path prepare(DataDirectory directory, Path target) {
    try {
      if (Files.exists(target) && !empty(target)) {
        throw new PostgresProblem("backup.target", target.toAbsolutePath());
      }
      Path absolute = target.toAbsolutePath().normalize();
      Path existing = absolute;
      while (!Files.exists(existing)) {
        existing = existing.getParent();
      }
      if (existing.toRealPath().startsWith(directory.cluster())) {
        throw new PostgresProblem("backup.target", absolute);
      }
      Files.createDirectories(
          absolute,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return absolute.toRealPath();
    } catch (IOException e) {
      throw new PostgresProblem(e, "backup.failed", e);
    }
  }

  static boolean empty(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return false;
    }
    try (Stream<Path> content = Files.list(directory)) {
      return content.findAny().isEmpty();
    }
  }

  /** Removes what a failed backup wrote, and the directory if it was made for it. */
  private static void remove(Path place, boolean existed) {
    try (Stream<Path> content = Files.list(place)) {
      for (Path path : content.toList()) {
        FileSystemUtils.deleteRecursively(path);
      }
      if (!existed) {
        Files.delete(place);
      }
    } catch (IOException e) {
      // Without its manifest it cannot be mistaken for a backup.
    }
  }
}
