package org.xiangqiao.bench.engine.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Supplier;
import org.xiangqiao.bench.engine.ask.Question;

/** A FHIR server, asked for JSON. */
public final class HttpTarget implements Target {

  private static final String FHIR = "application/fhir+json";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String name;
  private final URI base;
  private final Supplier<String> token;
  private final HttpClient http = client();
  private final ObjectMapper json = new ObjectMapper();

  /**
   * @param base with a slash at its end
   * @param token gives a valid bearer token, or null
   */
  public HttpTarget(String name, URI base, Supplier<String> token) {
    this.name = name;
    this.base = base;
    this.token = token;
  }

  private static HttpClient client() {
    // Answers are handed on by the thread that received them: the least work for the driver.
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .executor(Runnable::run)
        .build();
  }

  @Override
  public String name() {
    return name;
  }

  public URI base() {
    return base;
  }

  /** What a question is answered with. */
  public record Reply(int status, byte[] body, HttpResponse<byte[]> response) {}

  public Reply exchange(Question question) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        http.send(
            request(base.resolve(question.address()), question.body()).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    return new Reply(response.statusCode(), response.body(), response);
  }

  public Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    return new Reply(response.statusCode(), response.body(), response);
  }

  /** A request with the caller's rights, still to be completed. */
  public HttpRequest.Builder request(URI address, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).timeout(PATIENCE).header("Accept", FHIR);
    if (token != null) {
      request.header("Authorization", "Bearer " + token.get());
    }
    if (body != null) {
      request.header("Content-Type", FHIR).POST(HttpRequest.BodyPublishers.ofString(body));
    }
    return request;
  }

  public JsonNode parsed(Reply reply) throws IOException {
    return json.readTree(reply.body());
  }

  @Override
  public Client connect() {
    return new BlockingClient(base, token);
  }
}
