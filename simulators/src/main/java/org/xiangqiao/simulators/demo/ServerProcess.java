package org.xiangqiao.simulators.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The server as a child process, its log in a file. */
final class ServerProcess {

  private static final int LAST_LINES = 25;

  private final DemoOptions options;
  private final Path log;
  private Process process;

  ServerProcess(DemoOptions options) {
    this.options = options;
    this.log = options.data().resolve("logs").resolve("server.log");
  }

  Path log() {
    return log;
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + options.httpPort());
  }

  synchronized void start(URI county) throws IOException {
    if (!Files.isRegularFile(options.serverJar())) {
      throw new DemoException("server-missing", options.serverJar());
    }
    Files.createDirectories(log.getParent());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.add("-XX:+UseSerialGC");
    command.add("-Dfile.encoding=UTF-8");
    command.add("-jar");
    command.add(options.serverJar().toAbsolutePath().toString());
    command.add("--spring.profiles.active=demo");
    command.add("--server.port=" + options.httpPort());
    command.add("--xiangqiao.mllp.port=" + options.mllpPort());
    command.add("--xiangqiao.postgres.directory=" + options.data());
    command.add("--xiangqiao.data-directory=" + options.data());
    command.add("--xiangqiao.bridges.county-immunization.enabled=true");
    command.add("--xiangqiao.bridges.county-immunization.url=" + county);
    command.addAll(options.serverArguments());
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
            .start();
    process.getOutputStream().close();
  }

  /** Waits for readiness: database, MLLP listener and all. */
  void awaitReady(Duration patience) throws IOException, InterruptedException {
    HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    HttpRequest request =
        HttpRequest.newBuilder(base().resolve("/actuator/health/readiness"))
            .timeout(Duration.ofSeconds(5))
            .build();
    Instant until = Instant.now().plus(patience);
    while (Instant.now().isBefore(until)) {
      checkAlive();
      try {
        if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException notYet) {
        // Nobody listens yet: that is what is waited for.
      }
      process.waitFor(200, TimeUnit.MILLISECONDS);
    }
    throw new DemoException("server-slow", patience.toSeconds(), log);
  }

  void checkAlive() throws IOException {
    if (!process.isAlive()) {
      throw new DemoException("server-died", process.exitValue(), log);
    }
  }

  /** Returns when it has ended by itself. */
  void awaitEnd() throws InterruptedException {
    process.waitFor();
  }

  /** Asks it to stop, and waits: its PostgreSQL is stopped by it. */
  synchronized void stop() {
    if (process == null) {
      return;
    }
    process.destroy();
    try {
      if (!process.waitFor(90, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  List<String> lastLines() throws IOException {
    if (!Files.exists(log)) {
      return List.of();
    }
    List<String> lines =
        new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
    return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
  }
}
