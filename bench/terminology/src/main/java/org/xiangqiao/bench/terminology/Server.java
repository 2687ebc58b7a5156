package org.xiangqiao.bench.terminology;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.xiangqiao.bench.stage.FreePort;
import org.xiangqiao.bench.stage.JavaProcess;

/**
 * The packaged server in its demo profile, with its own PostgreSQL, as durable as in production.
 */
final class Server implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI root;
  private final JavaProcess process;
  private final String token;

  private Server(URI root, JavaProcess process, String token) {
    this.root = root;
    this.process = process;
    this.token = token;
  }

  static Server start(Path directory, Path jar) throws IOException, InterruptedException {
    int port = FreePort.find();
    Path data = directory.resolve("data");
    JavaProcess process =
        JavaProcess.start(
            directory,
            "server",
            List.of(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-jar",
                jar.toString(),
                "--spring.profiles.active=demo",
                "--server.port=" + port,
                "--xiangqiao.mllp.port=" + FreePort.find(),
                // Only terminology is measured.
                "--xiangqiao.validation.policy=off",
                "--xiangqiao.postgres.directory=" + data,
                "--xiangqiao.data-directory=" + data));
    URI root = URI.create("http://127.0.0.1:" + port);
    process.awaitAnswer(root.resolve("/actuator/health/readiness"), PATIENCE);
    String token = Files.readString(data.resolve("demo").resolve("token")).strip();
    return new Server(root, process, token);
  }

  Load load() {
    return new Load(root.resolve("/fhir/"), token);
  }

  /** Imports a table and waits until it is in force; seconds from the first byte to that. */
  double importTable(String url, String version, String hierarchy, byte[] csv)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    String query =
        "url=%s&version=%s&hierarchy=%s&activate=true"
            .formatted(encoded(url), encoded(version), encoded(hierarchy));
    HttpResponse<String> begun =
        send(
            HttpRequest.newBuilder(root.resolve("/fhir/CodeSystem/$import?" + query))
                .header("Content-Type", "text/csv;charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofByteArray(csv)));
    if (begun.statusCode() != 202) {
      throw new IOException("import answered " + begun.statusCode() + ": " + begun.body());
    }
    URI status = URI.create(begun.headers().firstValue("Content-Location").orElseThrow());
    while (true) {
      HttpResponse<String> asked = send(HttpRequest.newBuilder(status).GET());
      if (asked.statusCode() == 200) {
        JsonNode told = json.readTree(asked.body());
        if (!told.path("state").asText().equals("done")) {
          throw new IOException("import ended: " + asked.body());
        }
        return (System.nanoTime() - start) / 1e9;
      }
      if (asked.statusCode() != 202) {
        throw new IOException("status answered " + asked.statusCode() + ": " + asked.body());
      }
      Thread.sleep(50);
    }
  }

  /**
   * Waits until a GET below the FHIR base is answered with 200: shipped tables come after start.
   */
  void await(String address) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (send(HttpRequest.newBuilder(root.resolve("/fhir/" + address)).GET()).statusCode()
        != 200) {
      if (System.nanoTime() > deadline) {
        throw new IOException(address + " is not answered");
      }
      Thread.sleep(200);
    }
  }

  /** The answer to a GET below the FHIR base. */
  JsonNode get(String address) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(HttpRequest.newBuilder(root.resolve("/fhir/" + address)).GET());
    if (answer.statusCode() != 200) {
      throw new IOException(address + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return json.readTree(answer.body());
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(
        request
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/fhir+json")
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws InterruptedException {
    process.close();
  }
}
