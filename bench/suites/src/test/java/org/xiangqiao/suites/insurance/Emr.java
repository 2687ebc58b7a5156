package org.xiangqiao.suites.insurance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.xiangqiao.bench.stage.counter.CounterNode;

/** Talks to whichever node it likes; of one that is dead it learns nothing, and asks again. */
final class Emr {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** What a node said. */
  record Reply(int status, JsonNode body) {}

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final List<CounterNode> nodes;
  private final String token;

  Emr(List<CounterNode> nodes, String token) {
    this.nodes = nodes;
    this.token = token;
  }

  static void pause() {
    LockSupport.parkNanos(PAUSE.toNanos());
  }

  /** To one of the nodes that are up, by chance; empty if no answer came. */
  Optional<Reply> post(Random chance, String path, String body) {
    CounterNode node = nodes.get(chance.nextInt(nodes.size()));
    if (!node.ready()) {
      node = nodes.stream().filter(CounterNode::ready).findFirst().orElse(node);
    }
    return post(node, path, body, PATIENCE);
  }

  /** Empty if no answer came in time. */
  Optional<Reply> post(CounterNode node, String path, String body, Duration patience) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + path))
                  .timeout(patience)
                  .header("Authorization", "Bearer " + token)
                  .header("Content-Type", "application/fhir+json")
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return Optional.of(new Reply(answer.statusCode(), json.readTree(answer.body())));
    } catch (IOException lost) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  List<CounterNode> nodes() {
    return nodes;
  }
}
