package org.xiangqiao.server.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running PostgreSQL over one data directory, alone on it, until it is closed. When PostgreSQL
 * ends by itself (killed, disk full) it is started again on the same port.
 */
public final class PostgresServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
  private static final String HBA =
      """
      # Written at each start: only this machine, only with a password.
      host all all 127.0.0.1/32 scram-sha-256
      """;
  private static final int PORT_ATTEMPTS = 5;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(5);

  private final DataDirectory directory;
  private final Optional<DirectoryLock> lock;
  private final ServerParameters parameters;
  private final PostmasterControl control;
  private final OrphanPostmaster orphan;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "postgres-watch");
            thread.setDaemon(true);
            return thread;
          });
  private Endpoint endpoint;
  private Instant nextAttempt = Instant.EPOCH;
  private boolean closed;

  private PostgresServer(
      DataDirectory directory, Optional<DirectoryLock> lock, PostgresProperties properties) {
    this.directory = directory;
    this.lock = lock;
    this.parameters = ServerParameters.of(properties.parameters());
    Installation installation = Installation.prepare(directory, properties);
    this.control = new PostmasterControl(installation, directory, properties);
    this.orphan = new OrphanPostmaster(directory, control, properties.startTimeout());
    if (!directory.initialised()) {
      NewCluster.make(installation, directory);
    }
    directory.requireOwned();
    if (!directory.majorVersion().equals(installation.majorVersion())) {
      throw new PostgresProblem(
          "directory.version",
          directory.cluster(),
          directory.majorVersion(),
          installation.majorVersion());
    }
  }

  /** Starts PostgreSQL over the configured directory, made new when there is none. */
  public static PostgresServer start(PostgresProperties properties) {
    DataDirectory directory = DataDirectory.open(properties.directory());
    DirectoryLock lock = DirectoryLock.acquire(directory);
    try {
      return launched(new PostgresServer(directory, Optional.of(lock), properties), properties);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Starts over a directory whose lock the caller has and keeps. */
  static PostgresServer startLocked(DataDirectory directory, PostgresProperties properties) {
    return launched(new PostgresServer(directory, Optional.empty(), properties), properties);
  }

  private static PostgresServer launched(PostgresServer server, PostgresProperties properties) {
    server.launch(properties.port());
    return server;
  }

  public String jdbcUrl() {
    return endpoint.jdbcUrl();
  }

  public String username() {
    return Credentials.APPLICATION;
  }

  public String password() {
    return endpoint.credentials().application();
  }

  Connection connectAsSuperuser() throws SQLException {
    return endpoint.connectAsSuperuser();
  }

  private void launch(int configuredPort) {
    orphan.clear();
    Credentials credentials = Credentials.read(directory.passwords());
    endpoint = new Endpoint(boot(configuredPort), credentials);
    try {
      check();
    } catch (RuntimeException e) {
      control.stop();
      throw e;
    }
    watch.scheduleWithFixedDelay(this::restartIfGone, 1, 1, TimeUnit.SECONDS);
    LOG.info("PostgreSQL runs on 127.0.0.1:{} over {}", endpoint.port(), directory.cluster());
  }

  /** Starts the postmaster and returns its port. */
  private int boot(int configuredPort) {
    writeAccessRules();
    String failure = "";
    for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
      int port = configuredPort == 0 ? freePort(0) : freePort(configuredPort);
      Optional<String> reason = control.start(parameters.options(port));
      if (reason.isEmpty()) {
        requireOurs(port);
        return port;
      }
      failure = reason.get();
      if (!failure.contains("Address already in use")) {
        break;
      }
    }
    throw new PostgresProblem("start.failed", directory.cluster(), failure, directory.log());
  }

  private void requireOurs(int port) {
    Optional<PostmasterFile> file = PostmasterFile.read(directory.postmasterFile());
    if (file.filter(f -> f.port() == port).isEmpty() || !alive()) {
      throw new PostgresProblem("start.stranger", port, directory.cluster());
    }
  }

  private void check() {
    try (Connection superuser = endpoint.connectAsSuperuser()) {
      StartCheck.superuser(superuser, directory, endpoint.port());
      try (Connection application = ApplicationDatabase.open(endpoint, superuser)) {
        StartCheck.application(application);
      }
    } catch (SQLException e) {
      if (String.valueOf(e.getSQLState()).startsWith("28")) {
        throw new PostgresProblem(e, "passwords.wrong", directory.passwords());
      }
      throw new PostgresProblem(
          e, "start.failed", directory.cluster(), e.getMessage(), directory.log());
    }
  }

  private synchronized void restartIfGone() {
    if (closed || alive() || Instant.now().isBefore(nextAttempt)) {
      return;
    }
    nextAttempt = Instant.now().plus(BETWEEN_ATTEMPTS);
    LOG.error("PostgreSQL has ended by itself; starting it again. See {}", directory.log());
    try {
      orphan.clear();
      boot(endpoint.port());
      LOG.info("PostgreSQL runs again on 127.0.0.1:{}", endpoint.port());
    } catch (RuntimeException e) {
      // Its reasons stand in the log named above; on a full disk every line here is one too many.
      LOG.error("PostgreSQL could not be started again; trying on");
    }
  }

  private boolean alive() {
    return PostmasterFile.read(directory.postmasterFile())
        .filter(file -> ServerProcesses.livesIn(directory.cluster(), file.pid()))
        .isPresent();
  }

  private void writeAccessRules() {
    Path rules = directory.cluster().resolve("pg_hba.conf");
    try {
      if (!Files.exists(rules) || !HBA.equals(Files.readString(rules))) {
        Credentials.writePrivately(rules, HBA);
      }
    } catch (IOException e) {
      throw new PostgresProblem(e, "directory.unusable", rules, e);
    }
  }

  private static int freePort(int wanted) {
    try (ServerSocket socket =
        new ServerSocket(wanted, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new PostgresProblem(e, "port.taken", wanted);
    }
  }

  /** Stops PostgreSQL and lets go of the directory. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    watch.shutdown();
    long begin = System.nanoTime();
    control.stop();
    lock.ifPresent(DirectoryLock::close);
    LOG.info("PostgreSQL stopped in {} ms", Duration.ofNanos(System.nanoTime() - begin).toMillis());
  }
}
