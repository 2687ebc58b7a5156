package org.xiangqiao.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.xiangqiao.simulators.county.CountyPlatform;
import org.xiangqiao.simulators.county.CountyRecord;
import org.xiangqiao.simulators.emr.EmrMessage;
import org.xiangqiao.simulators.emr.Township;
import org.xiangqiao.simulators.emr.TownshipEmr;
import org.xiangqiao.simulators.emr.WorkingDay;
import org.xiangqiao.store.TestPostgres;

/**
 * Two server processes on one database: each takes messages, both work the outbox, and the county
 * platform sees the doses of a resident in the order of their versions.
 */
class TwoNodesIT {

  @Test
  void nodesShareTheWorkAndKeepTheOrder(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory)
      throws Exception {
    LocalDateTime closing = LocalDate.now().atStartOfDay().minusHours(6);
    Township township = Township.of(7, 120, closing.minusDays(1).toLocalDate());
    List<EmrMessage> first =
        WorkingDay.messages(township, closing.minusDays(1), closing.minusHours(12), 1, 7);
    List<EmrMessage> second = WorkingDay.messages(township, closing.minusHours(11), closing, 2, 7);

    try (CountyPlatform county = CountyPlatform.start();
        PackagedServer one = node(directory.resolve("one"), county);
        PackagedServer two = node(directory.resolve("two"), county)) {
      county.down();
      one.start();
      two.start();
      CompletableFuture<Void> firstHalf = send(one, first);
      firstHalf.join();
      CompletableFuture<Void> corrections = send(two, second);
      corrections.join();
      county.up();

      await()
          .pollInterval(Duration.ofMillis(200))
          .atMost(Duration.ofMinutes(3))
          .until(() -> county.receivedCount() >= doses(first));
      assertVersionsGrow(county);
    }
  }

  private static PackagedServer node(Path data, CountyPlatform county) throws Exception {
    return new PackagedServer(
        data,
        List.of(
            "--spring.datasource.url=" + DatabaseHolder.URL,
            "--spring.datasource.username=postgres",
            "--xiangqiao.bridges.county-immunization.enabled=true",
            "--xiangqiao.bridges.county-immunization.url=" + county.url()));
  }

  private static CompletableFuture<Void> send(PackagedServer node, List<EmrMessage> messages) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            TownshipEmr emr =
                new TownshipEmr(
                    "127.0.0.1", node.mllpPort(), 2, Duration.ofSeconds(30), Duration.ofMinutes(2));
            emr.send(messages, (message, answer) -> assertThat(answer.accepted()).isTrue());
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static void assertVersionsGrow(CountyPlatform county) {
    Map<String, List<Long>> versions = new HashMap<>();
    for (CountyRecord record : county.received()) {
      versions
          .computeIfAbsent(record.recordId(), id -> new ArrayList<>())
          .add(record.recordVersion());
    }
    assertThat(versions.values()).allSatisfy(list -> assertThat(list).isSorted());
  }

  private static int doses(List<EmrMessage> messages) {
    return (int) messages.stream().filter(m -> m.type().equals("VXU^V04")).count();
  }

  /** One database for both nodes. */
  private static final class DatabaseHolder {

    static final String URL = TestPostgres.jdbcUrl();
  }
}
