package org.xiangqiao.server.postgres;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and stops a postmaster through {@code pg_ctl}, which gives it a session of its own: Ctrl-C
 * reaches the server first, and PostgreSQL only when the server stops it.
 */
final class PostmasterControl {

  private static final Logger LOG = LoggerFactory.getLogger(PostmasterControl.class);
  private static final Duration MARGIN = Duration.ofSeconds(30);
  private static final long LOG_LIMIT = 10_000_000;

  private final Installation installation;
  private final DataDirectory directory;
  private final PostgresProperties properties;

  PostmasterControl(
      Installation installation, DataDirectory directory, PostgresProperties properties) {
    this.installation = installation;
    this.directory = directory;
    this.properties = properties;
  }

  /** Starts and waits until connections are accepted; otherwise says why not. */
  Optional<String> start(String options) {
    try {
      rotateLog();
      long before = Files.exists(directory.log()) ? Files.size(directory.log()) : 0;
      ProgramRunner.Result result =
          pgCtl(
              properties.startTimeout(),
              "start",
              "-s",
              "-l",
              directory.log().toString(),
              "-o",
              options);
      if (result.succeeded()) {
        return Optional.empty();
      }
      if (!ServerProcesses.in(directory.cluster()).isEmpty()) {
        // Still recovering after the time allowed: it must not go on alone.
        pgCtl(properties.stopTimeout(), "stop", "-m", "immediate");
      }
      return Optional.of(result.output() + "\n" + logSince(before));
    } catch (IOException e) {
      return Optional.of(e.toString());
    }
  }

  /** Fast, and immediate when that takes too long: the next start then recovers from the log. */
  void stop() {
    try {
      ProgramRunner.Result result = pgCtl(properties.stopTimeout(), "stop", "-m", "fast");
      if (!result.succeeded() && !ServerProcesses.in(directory.cluster()).isEmpty()) {
        LOG.warn("PostgreSQL did not stop in {}; stopping it now", properties.stopTimeout());
        pgCtl(properties.stopTimeout(), "stop", "-m", "immediate");
      }
    } catch (IOException e) {
      LOG.error("PostgreSQL could not be stopped; the next start takes care of it", e);
    }
  }

  private ProgramRunner.Result pgCtl(Duration wait, String action, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(installation.programs().path("pg_ctl").toString());
    command.add(action);
    command.addAll(List.of("-D", directory.cluster().toString(), "-w"));
    command.addAll(List.of("-t", Long.toString(wait.toSeconds())));
    command.addAll(List.of(arguments));
    return installation.runner().run(wait.plus(MARGIN), command);
  }

  private void rotateLog() throws IOException {
    Path log = directory.log();
    if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
      Files.move(log, log.resolveSibling("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private String logSince(long position) throws IOException {
    if (!Files.exists(directory.log())) {
      return "";
    }
    try (RandomAccessFile log = new RandomAccessFile(directory.log().toFile(), "r")) {
      long length = log.length();
      byte[] tail = new byte[(int) Math.min(2000, Math.max(0, length - position))];
      log.seek(length - tail.length);
      log.readFully(tail);
      return new String(tail, StandardCharsets.UTF_8).strip();
    }
  }
}
