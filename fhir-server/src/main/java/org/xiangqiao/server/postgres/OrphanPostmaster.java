package org.xiangqiao.server.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A postmaster that outlived the server that started it (kill -9, out of memory): recognised by the
 * directory it lives in, the password it accepts and its system identifier, then stopped. One that
 * is not recognised is left alone and the start is refused. The caller holds the directory's lock.
 */
final class OrphanPostmaster {

  private static final Logger LOG = LoggerFactory.getLogger(OrphanPostmaster.class);
  private static final String CANNOT_CONNECT_NOW = "57P03";

  private final DataDirectory directory;
  private final PostmasterControl control;
  private final Duration patience;

  OrphanPostmaster(DataDirectory directory, PostmasterControl control, Duration patience) {
    this.directory = directory;
    this.control = control;
    this.patience = patience;
  }

  /** Returns when no PostgreSQL works in the directory. */
  void clear() {
    Optional<PostmasterFile> file = PostmasterFile.read(directory.postmasterFile());
    List<Long> living = living();
    if (file.isPresent() && living.contains(file.get().pid())) {
      recognise(file.get().pid());
      LOG.warn("Stopping PostgreSQL {} of a server that ended without doing so", file.get().pid());
      control.stop();
      living = living();
    }
    if (!living.isEmpty() && !Waiting.until(patience, () -> living().isEmpty())) {
      throw new PostgresProblem("directory.processes", directory.cluster(), living());
    }
    PostmasterFile.read(directory.postmasterFile()).ifPresent(this::removeIfMisleading);
  }

  private void recognise(long pid) {
    Credentials credentials = Credentials.read(directory.passwords());
    Attempt attempt = new Attempt(pid, credentials);
    if (!Waiting.until(patience, attempt::decided) || attempt.refusal != null) {
      throw new PostgresProblem(
          "orphan.unknown", pid, directory.cluster(), String.valueOf(attempt.refusal));
    }
  }

  /** One question to the orphan, repeated while it starts or stops. */
  private final class Attempt {
    private final long pid;
    private final Credentials credentials;
    private String refusal;

    Attempt(long pid, Credentials credentials) {
      this.pid = pid;
      this.credentials = credentials;
    }

    boolean decided() {
      refusal = null;
      if (!ServerProcesses.livesIn(directory.cluster(), pid)) {
        return true;
      }
      int port =
          PostmasterFile.read(directory.postmasterFile()).map(PostmasterFile::port).orElse(0);
      if (port == 0) {
        refusal = "postmaster.pid";
        return false;
      }
      try (Connection connection = new Endpoint(port, credentials).connectAsSuperuser()) {
        if (!ClusterIdentity.matches(connection, directory)) {
          refusal = "system identifier";
        }
        return true;
      } catch (SQLException e) {
        refusal = "SQLSTATE " + e.getSQLState();
        return !CANNOT_CONNECT_NOW.equals(e.getSQLState())
            && !String.valueOf(e.getSQLState()).startsWith("08");
      }
    }
  }

  /**
   * PostgreSQL refuses to start while the number in {@code postmaster.pid} belongs to any process:
   * one that took the number since, or one that ended and was never waited for.
   */
  private void removeIfMisleading(PostmasterFile file) {
    if (Files.exists(Path.of("/proc", Long.toString(file.pid())))) {
      try {
        Files.deleteIfExists(directory.postmasterFile());
      } catch (IOException e) {
        throw new PostgresProblem(e, "directory.unusable", directory.postmasterFile(), e);
      }
    }
  }

  private List<Long> living() {
    return ServerProcesses.in(directory.cluster());
  }
}
