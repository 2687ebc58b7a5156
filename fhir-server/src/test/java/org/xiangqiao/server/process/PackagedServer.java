package org.xiangqiao.server.process;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.ServerSocket;
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
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** {@code xiangqiao-server.jar} in the demo profile, on ports of its own, with its own data. */
final class PackagedServer implements AutoCloseable {

  private static final Path JAR = Path.of("target", "xiangqiao-server.jar").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofSeconds(300);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path data;
  private final int httpPort = freePort();
  private final int mllpPort = freePort();
  private final List<String> arguments;
  private Process process;

  PackagedServer(Path data, List<String> arguments) throws IOException {
    this.data = data;
    this.arguments = arguments;
    Files.createDirectories(data);
  }

  int mllpPort() {
    return mllpPort;
  }

  Path log() {
    return data.resolve("server.log");
  }

  long pid() {
    return process.pid();
  }

  /** Returns when readiness is green. */
  void start() throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                // It is killed before optimised code would pay.
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toString(),
                "--spring.profiles.active=demo",
                "--server.port=" + httpPort,
                "--xiangqiao.mllp.port=" + mllpPort,
                "--xiangqiao.postgres.directory=" + data,
                "--xiangqiao.data-directory=" + data));
    command.addAll(arguments);
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
    awaitReady();
  }

  private void awaitReady() throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      if (!process.isAlive() || Instant.now().isAfter(deadline)) {
        throw new IllegalStateException("server is not ready, see its log: " + lastLines());
      }
      try {
        if (get("/actuator/health/readiness", null).statusCode() == 200) {
          return;
        }
      } catch (IOException notYet) {
        // Nobody listens yet.
      }
      process.waitFor(200, TimeUnit.MILLISECONDS);
    }
  }

  /** SIGKILL: no shutdown hook, no flush, nothing. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM, and waits for the end. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new IllegalStateException("server did not stop within 60 s of SIGTERM");
    }
  }

  String token() throws IOException {
    return Files.readString(data.resolve("demo").resolve("token")).strip();
  }

  HttpResponse<String> get(String pathOrUrl, String token)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + httpPort).resolve(pathOrUrl);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  /** Without a body; headers by name and value. */
  HttpResponse<Void> send(String method, String pathOrUrl, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        authorised(pathOrUrl).method(method, HttpRequest.BodyPublishers.noBody());
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.discarding());
  }

  /** A file as it comes; the caller closes it. */
  InputStream stream(String url) throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        http.send(authorised(url).build(), HttpResponse.BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      throw new IOException("status " + response.statusCode());
    }
    return response.body();
  }

  /** Sends a Bundle that only has to be stored. */
  void transaction(String bundle) throws IOException, InterruptedException {
    HttpRequest request =
        authorised("/fhir")
            .header("Content-Type", "application/fhir+json")
            .header("Prefer", "return=minimal")
            .POST(HttpRequest.BodyPublishers.ofString(bundle))
            .timeout(PATIENCE)
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("status " + response.statusCode() + ": " + response.body());
    }
  }

  private HttpRequest.Builder authorised(String pathOrUrl) throws IOException {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort).resolve(pathOrUrl))
        .header("Authorization", "Bearer " + token());
  }

  /** Sends JSON and prefers to be answered later. */
  HttpResponse<String> post(String path, String json, String token)
      throws IOException, InterruptedException {
    return post(path, "application/json", json, token);
  }

  /** Sends a text and prefers to be answered later. */
  HttpResponse<String> post(String path, String contentType, String text, String token)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort).resolve(path))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", contentType)
            .header("Prefer", "respond-async")
            .POST(HttpRequest.BodyPublishers.ofString(text))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private String lastLines() throws IOException {
    List<String> lines =
        new String(Files.readAllBytes(log()), StandardCharsets.UTF_8).lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
  }

  @Override
  public void close() throws InterruptedException {
    if (process != null && process.isAlive()) {
      stop();
    }
  }

  /**
   * Below the range that the kernel gives to clients: one that calls a dead server's port from that
   * range again and again may be given the very port, and then it is taken.
   */
  private static int freePort() throws IOException {
    for (int attempt = 0; attempt < 200; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (BindException taken) {
        // The next one.
      }
    }
    throw new IOException("no free port between 20000 and 30000");
  }
}
