package org.xiangqiao.bench.insurance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.xiangqiao.bench.stage.counter.Resident;

/** What counters send, and how long each answer takes. */
final class Till {

  private static final int BUNDLE = 50;

  /** An answer and its milliseconds. */
  record Answer(int status, String body, String retryAfter, double millis) {

    boolean settled() {
      return status == 200 && body.contains("\"outcome\":\"complete\"");
    }
  }

  private final HttpClient http = HttpClient.newHttpClient();
  private final String root;
  private final String token;

  Till(int port, String token) {
    this.root = "http://127.0.0.1:" + port + "/fhir";
    this.token = token;
  }

  void store(List<Resident> residents) throws IOException, InterruptedException {
    for (int from = 0; from < residents.size(); from += BUNDLE) {
      String entries =
          residents.subList(from, Math.min(residents.size(), from + BUNDLE)).stream()
              .map(Resident::entries)
              .collect(Collectors.joining(","));
      HttpResponse<String> answer =
          http.send(
              post(
                  "",
                  "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":["
                      + entries
                      + "]}"),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
      }
    }
  }

  CompletableFuture<Answer> settle(Resident resident) {
    String claim = resident.claim("C" + resident.visitNumber, 3);
    return send(post("/Claim/$submit", resident.handedIn(claim)));
  }

  CompletableFuture<Answer> read(Resident resident) {
    return send(request("/" + resident.encounter().replace("Encounter", "Patient")).GET().build());
  }

  private CompletableFuture<Answer> send(HttpRequest request) {
    long begin = System.nanoTime();
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(
            answer ->
                new Answer(
                    answer.statusCode(),
                    answer.body(),
                    answer.headers().firstValue("Retry-After").orElse(""),
                    (System.nanoTime() - begin) / 1e6));
  }

  private HttpRequest post(String path, String body) {
    return request(path)
        .header("Content-Type", "application/fhir+json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(root + path))
        .timeout(Duration.ofSeconds(120))
        .header("Authorization", "Bearer " + token);
  }
}
