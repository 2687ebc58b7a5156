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

  /**
   * An answer.
   *
   * @param claim identifier of what was asked for; null for a read
   * @param status 0 if there was none in time
   * @param ended when it was there, of {@link System#nanoTime()}
   */
  record Answer(
      String claim, int status, String body, String retryAfter, double millis, long ended) {

    boolean settled() {
      return status == 200 && body.contains("\"outcome\":\"complete\"");
    }

    boolean queued() {
      return status == 200 && body.contains("\"outcome\":\"queued\"");
    }
  }

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
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
    String identifier = "C" + resident.visitNumber;
    String claim = resident.claim(identifier, 3);
    return send(identifier, post("/Claim/$submit", resident.handedIn(claim)));
  }

  CompletableFuture<Answer> read(Resident resident) {
    return send(
        null, request("/" + resident.encounter().replace("Encounter", "Patient")).GET().build());
  }

  private CompletableFuture<Answer> send(String claim, HttpRequest request) {
    long begin = System.nanoTime();
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .handle(
            (answer, failure) -> {
              long ended = System.nanoTime();
              if (failure != null) {
                return new Answer(claim, 0, failure.toString(), "", (ended - begin) / 1e6, ended);
              }
              return new Answer(
                  claim,
                  answer.statusCode(),
                  answer.body(),
                  answer.headers().firstValue("Retry-After").orElse(""),
                  (ended - begin) / 1e6,
                  ended);
            });
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
