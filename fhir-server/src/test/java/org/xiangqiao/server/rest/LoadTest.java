package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Many at once, and what the meters say afterwards. */
class LoadTest extends RestServerTest {

  @Autowired MeterRegistry meters;

  @Test
  void answersOfConcurrentRequestsAreNotMixedUp() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        String family = "并" + (char) ('甲' + i);
        String requestId = "load-" + i;
        all.add(
            threads.submit(
                () -> {
                  for (int n = 0; n < 10; n++) {
                    String id = create(resident(family));
                    Reply read = get("/Patient/" + id, "X-Request-Id", requestId);
                    assertThat(read.header("X-Request-Id")).isEqualTo(requestId);
                    assertThat(read.json().at("/name/0/family").asText()).isEqualTo(family);
                  }
                  assertThat(
                          get("/Patient?_count=100&family:exact=" + encoded(family))
                              .json()
                              .get("entry"))
                      .hasSize(10);
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** A meter is counted after its answer has left. */
  @Test
  void requestsAreMeasuredByInteractionTypeAndStatus() {
    long before = count("read", "Patient", "2xx");
    get("/Patient/" + create(resident("潘")));
    await().untilAsserted(() -> assertThat(count("read", "Patient", "2xx")).isEqualTo(before + 1));
    long refused = count("read", "Patient", "4xx");
    get("/Patient/never-was");
    await().untilAsserted(() -> assertThat(count("read", "Patient", "4xx")).isEqualTo(refused + 1));
    long unknown = count("none", "none", "4xx");
    get("/Nonsense-" + System.nanoTime());
    await().untilAsserted(() -> assertThat(count("none", "none", "4xx")).isEqualTo(unknown + 1));
  }

  private long count(String interaction, String type, String status) {
    Timer timer =
        meters
            .find("xiangqiao.rest.requests")
            .tags("interaction", interaction, "type", type, "status", status)
            .timer();
    return timer == null ? 0 : timer.count();
  }
}
