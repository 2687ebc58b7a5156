package org.xiangqiao.bench.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** {@code xiangqiao-server.jar} in the demo profile, on the database and cluster of a test. */
final class ServerNode implements AutoCloseable {

  private static final Path JAR =
      Path.of("..", "..", "fhir-server", "target", "xiangqiao-server.jar").toAbsolutePath();

  /** What an answer says. */
  record Reply(int status, String text) {

    JsonNode json() {
      try {
        return new ObjectMapper().readTree(text);
      } catch (IOException e) {
        throw new IllegalStateException(text, e);
      }
    }
  }

  private final Path data;
  private final ChildProcess process;

  /** Reaches the cluster through TLS, as a user. */
  ServerNode(Path data, String jdbcUrl, GuardedCluster guarded) throws IOException {
    this(
        data,
        jdbcUrl,
        guarded.uri(),
        guarded.trust(),
        List.of(
            "--xiangqiao.text.elasticsearch.username=" + GuardedCluster.USER,
            "--xiangqiao.text.elasticsearch.password=" + GuardedCluster.PASSWORD));
  }

  ServerNode(Path data, String jdbcUrl, String searchUri) throws IOException {
    this(data, jdbcUrl, searchUri, List.of(), List.of());
  }

  private ServerNode(
      Path data, String jdbcUrl, String searchUri, List<String> jvm, List<String> further)
      throws IOException {
    this.data = data;
    int port = ChildProcess.freePort();
    process =
        new ChildProcess(
            port,
            data.resolve("server.log"),
            command(
                jvm,
                further,
                "-jar",
                JAR.toString(),
                "--spring.profiles.active=demo",
                "--server.port=" + port,
                "--spring.datasource.url=" + jdbcUrl,
                "--spring.datasource.username=postgres",
                "--xiangqiao.mllp.enabled=false",
                // Only text search is measured.
                "--xiangqiao.validation.policy=off",
                "--xiangqiao.postgres.directory=" + data,
                "--xiangqiao.data-directory=" + data,
                "--xiangqiao.text.max-lag=3s",
                "--xiangqiao.text.elasticsearch.uris=" + searchUri,
                "--xiangqiao.text.elasticsearch.lease=10s"));
  }

  private static List<String> command(List<String> jvm, List<String> further, String... arguments) {
    List<String> command = new ArrayList<>(jvm);
    command.addAll(List.of(arguments));
    command.addAll(further);
    return command;
  }

  void start() throws IOException {
    process.start();
  }

  void awaitReady() throws IOException, InterruptedException {
    process.awaitReady("/actuator/health/readiness");
  }

  void kill() throws InterruptedException {
    process.kill();
  }

  /** Whether it is the one that feeds the index of resources, as its log says. */
  boolean hasFed() throws IOException {
    return process.log().contains("of the index resources is complete");
  }

  /** Status of the text indexes in the readiness. */
  String textStatus() throws IOException, InterruptedException {
    return get("/actuator/health/readiness").json().at("/components/text/status").asText();
  }

  Reply get(String path) throws IOException, InterruptedException {
    return reply(
        process.send(process.request(path).header("Authorization", "Bearer " + token()).GET()));
  }

  Reply send(String method, String path, String type, String body)
      throws IOException, InterruptedException {
    return reply(
        process.send(
            process
                .request(path)
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", type)
                .method(method, BodyPublishers.ofString(body))));
  }

  /** Stores a resource and gives its id. */
  String create(String type, String json) throws IOException, InterruptedException {
    Reply reply = send("POST", "/fhir/" + type, "application/fhir+json", json);
    if (reply.status() != 201) {
      throw new IOException(reply.status() + ": " + reply.text());
    }
    return reply.json().get("id").asText();
  }

  /** Ids that a search finds; of an answer other than 200 none. */
  Set<String> found(String type, String parameter, String text)
      throws IOException, InterruptedException {
    Reply reply = get("/fhir/" + type + "?_count=500&" + parameter + "=" + encoded(text));
    Set<String> ids = new TreeSet<>();
    if (reply.status() == 200) {
      reply.json().path("entry").forEach(each -> ids.add(each.at("/resource/id").asText()));
    }
    return ids;
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String token() throws IOException {
    return Files.readString(data.resolve("demo").resolve("token")).strip();
  }

  private static Reply reply(HttpResponse<String> response) {
    return new Reply(response.statusCode(), response.body());
  }

  @Override
  public void close() throws InterruptedException {
    process.close();
  }
}
