package org.xiangqiao.server.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a PostgreSQL program to its end. PostgreSQL refuses to run as root; root's programs run in a
 * user namespace of their own, where they have root's files and none of its powers.
 */
final class ProgramRunner {

  private static final List<String> USER_NAMESPACE = List.of("unshare", "-U");

  private final List<String> prefix;

  private ProgramRunner(List<String> prefix) {
    this.prefix = prefix;
  }

  static ProgramRunner forThisUser() {
    if (!root()) {
      return new ProgramRunner(List.of());
    }
    Result trial;
    try {
      trial = new ProgramRunner(USER_NAMESPACE).run(Duration.ofSeconds(10), List.of("true"));
    } catch (IOException e) {
      throw new PostgresProblem(e, "root.namespaces", e.getMessage());
    }
    if (!trial.succeeded()) {
      throw new PostgresProblem("root.namespaces", trial.output());
    }
    return new ProgramRunner(USER_NAMESPACE);
  }

  /** What a program said, and how it ended. */
  record Result(int exitCode, String output) {
    boolean succeeded() {
      return exitCode == 0;
    }
  }

  Result run(Duration timeout, List<String> command) throws IOException {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(command);
    // A file, not a pipe: a postmaster that inherits a pipe would keep its reader waiting.
    Path output = Files.createTempFile("xiangqiao-", ".out");
    try {
      ProcessBuilder builder = new ProcessBuilder(whole);
      builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
      builder.environment().put("LC_ALL", "C");
      builder.redirectErrorStream(true).redirectOutput(output.toFile());
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new IOException(String.join(" ", whole) + ": no end after " + timeout);
      }
      return new Result(process.exitValue(), Files.readString(output).strip());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private static boolean root() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException e) {
      return false;
    }
  }
}
