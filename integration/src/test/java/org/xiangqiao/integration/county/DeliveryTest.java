package org.xiangqiao.integration.county;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.xiangqiao.store.WriteOutcome.Effect.CREATED;
import static org.xiangqiao.store.WriteOutcome.Effect.DELETED;
import static org.xiangqiao.store.WriteOutcome.Effect.UPDATED;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.integration.ledger.LedgerCount;
import org.xiangqiao.integration.ledger.LedgerEntry;
import org.xiangqiao.integration.ledger.LedgerFilter;
import org.xiangqiao.integration.ledger.MessageState;
import org.xiangqiao.integration.outbox.OutboxSettings;
import org.xiangqiao.simulators.county.CountyFault;
import org.xiangqiao.simulators.county.CountyPlatform;
import org.xiangqiao.simulators.county.CountyRecord;
import org.xiangqiao.store.TestPostgres;

/** Delivery to a platform that fails, over a real database and real HTTP. */
class DeliveryTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private final CountyPlatform platform = CountyPlatform.start();
  private final List<DeliveryNode> nodes = new ArrayList<>();
  private String jdbcUrl;

  @BeforeEach
  void open() {
    jdbcUrl = TestPostgres.jdbcUrl();
  }

  @AfterEach
  void close() {
    nodes.forEach(DeliveryNode::close);
    platform.close();
  }

  private DeliveryNode node(OutboxSettings settings) throws Exception {
    DeliveryNode node = new DeliveryNode(jdbcUrl, platform.url(), settings);
    nodes.add(node);
    return node;
  }

  @Test
  void twoNodesKeepTheOrderOfEachResidentWhateverFails() throws Exception {
    platform.faults(
        CountyFault.delay(Duration.ofMillis(5)).withProbability(0.2),
        CountyFault.status(503).withProbability(0.08),
        CountyFault.reset().withProbability(0.08),
        CountyFault.garbage().withProbability(0.05),
        CountyFault.loseAcknowledgement().withProbability(0.08));
    DeliveryNode one = node(DeliveryNode.quick()).work();
    DeliveryNode two = node(DeliveryNode.quick()).work();

    Map<String, List<String>> committed = new ConcurrentHashMap<>();
    writeAtOnce(List.of(one, two), 4, 100, 12, committed);

    await().atMost(LONG).until(() -> waiting(one) == 0);
    assertDeliveredInOrder(committed);
    assertThat(platform.arrivals().size()).isGreaterThan(platform.receivedCount());
    assertThat(platform.arrivals())
        .as("every attempt of a message has its one id")
        .allMatch(id -> platform.received().stream().anyMatch(r -> r.messageId().equals(id)));
    assertThat(one.ledger.summary(1))
        .containsExactly(new LedgerCount("out", MessageState.DELIVERED, 400));
  }

  @Test
  void nothingIsLostWhileThePlatformIsDown() throws Exception {
    DeliveryNode node = node(DeliveryNode.quick()).work();
    platform.down();
    Map<String, List<String>> committed = new ConcurrentHashMap<>();
    writeAtOnce(List.of(node), 5, 100, 60, committed);
    await()
        .atMost(LONG)
        .until(
            () ->
                node.registry.get("xiangqiao.outbox.send").timers().stream()
                        .mapToLong(t -> t.count())
                        .sum()
                    > 10);
    assertThat(node.ledger.summary(1))
        .containsExactly(new LedgerCount("out", MessageState.WAITING, 500));
    node.meters.count();
    assertThat(node.meters.backlog("county-immunization").waiting()).isEqualTo(500);

    platform.up();
    await().atMost(LONG).until(() -> waiting(node) == 0);
    assertThat(platform.receivedCount()).isEqualTo(500);
    assertDeliveredInOrder(committed);
    assertThat(node.ledger.summary(1))
        .containsExactly(new LedgerCount("out", MessageState.DELIVERED, 500));
    node.meters.count();
    assertThat(node.meters.backlog("county-immunization").waiting()).isZero();
  }

  @Test
  void aDeadPartnerIsNotHammeredByEveryLane() throws Exception {
    platform.faults(CountyFault.status(503));
    OutboxSettings patient =
        new OutboxSettings(
            3,
            5,
            Duration.ofSeconds(5),
            Duration.ofMillis(10),
            Duration.ofMillis(50),
            Duration.ofMillis(10),
            Duration.ofMillis(100),
            10,
            Duration.ofSeconds(30),
            Duration.ofSeconds(60));
    DeliveryNode node = node(patient);
    for (int n = 0; n < 50; n++) {
      node.write(CREATED, "p" + n, "d" + n, 1);
    }
    node.work();
    await().atMost(LONG).until(() -> breaker(node) == 1);
    await()
        .during(Duration.ofMillis(500))
        .atMost(LONG)
        .until(() -> platform.arrivals().size() <= 10 + 3);
    assertThat(node.ledger.list(1, all()))
        .allMatch(entry -> entry.state() == MessageState.WAITING && entry.attempts() == 0);
  }

  @Test
  void aRefusedMessageHoldsBackOnlyItsOwnResourceUntilReplayed() throws Exception {
    platform.faults(CountyFault.refuse("E102", "unknown vaccine").when("/recordId", "bad"));
    DeliveryNode node = node(DeliveryNode.quick());
    node.write(CREATED, "p1", "bad", 1);
    node.write(CREATED, "p1", "good", 1);
    node.write(UPDATED, "p1", "bad", 2);
    node.write(DELETED, "p1", "good", 2);
    node.work();
    await().atMost(LONG).until(() -> platform.receivedCount() == 2);
    await().atMost(LONG).until(() -> state(node, "bad", 1) == MessageState.PARKED);
    assertThat(platform.received())
        .extracting(r -> r.recordId() + "/" + r.recordVersion())
        .containsExactly("good/1", "good/2");
    assertThat(state(node, "bad", 2)).isEqualTo(MessageState.WAITING);
    LedgerEntry parked = entry(node, "bad", 1);
    assertThat(parked.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.rule()).isEqualTo("partner.refused");
              assertThat(problem.en()).contains("E102").contains("unknown vaccine");
            });
    assertThat(new String(node.ledger.answer(1, parked.messageId()).orElseThrow()))
        .contains("REFUSED");

    platform.faults(List.of());
    assertThat(node.replay.handles(parked)).isTrue();
    assertThat(node.replay.replay(parked).state())
        .isIn(MessageState.WAITING, MessageState.DELIVERED);
    await().atMost(LONG).until(() -> waiting(node) == 0);
    assertThat(platform.received())
        .extracting(r -> r.recordId() + "/" + r.recordVersion())
        .containsExactly("good/1", "good/2", "bad/1", "bad/2");
    LedgerEntry delivered = entry(node, "bad", 1);
    assertThat(delivered.state()).isEqualTo(MessageState.DELIVERED);
    assertThat(delivered.attempts()).isEqualTo(2);
    assertThat(node.replay.replay(delivered).state()).isEqualTo(MessageState.DELIVERED);
  }

  @Test
  void aLostAcknowledgementAndATimeoutAreSentAgainUnderTheSameId() throws Exception {
    platform.faults(
        CountyFault.loseAcknowledgement().times(1).when("/recordId", "lost"),
        CountyFault.delay(Duration.ofMillis(900)).times(1).when("/recordId", "late"));
    DeliveryNode node = node(DeliveryNode.quick()).work();
    node.write(CREATED, "p1", "lost", 1);
    node.write(CREATED, "p2", "late", 1);
    await().atMost(LONG).until(() -> waiting(node) == 0);
    assertThat(platform.receivedCount()).isEqualTo(2);
    String lost = entry(node, "lost", 1).controlId();
    String late = entry(node, "late", 1).controlId();
    assertThat(platform.arrivals()).filteredOn(lost::equals).hasSize(2);
    assertThat(platform.arrivals()).filteredOn(late::equals).hasSizeGreaterThanOrEqualTo(2);
    assertThat(new String(node.ledger.answer(1, entry(node, "lost", 1).messageId()).orElseThrow()))
        .contains("DUPLICATE");
  }

  /**
   * Writers commit facts of common residents at once; what each lane committed is noted in order.
   */
  private static void writeAtOnce(
      List<DeliveryNode> nodes,
      int writers,
      int factsEach,
      int residents,
      Map<String, List<String>> committed)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    try {
      List<Callable<Void>> calls = new ArrayList<>();
      for (int w = 0; w < writers; w++) {
        int writer = w;
        calls.add(
            () -> {
              for (int n = 0; n < factsEach; n++) {
                String dose = "d-" + writer + "-" + n / 2;
                long version = n % 2 + 1;
                // Both versions of a dose are of one resident.
                String lane = "p" + Math.floorMod((writer + "-" + n / 2).hashCode(), residents);
                nodes
                    .get(n % nodes.size())
                    .write(
                        version == 1 ? CREATED : UPDATED,
                        lane,
                        dose,
                        version,
                        () ->
                            committed
                                .computeIfAbsent(
                                    lane, key -> Collections.synchronizedList(new ArrayList<>()))
                                .add(dose + "/" + version));
              }
              return null;
            });
      }
      for (Future<Void> call : threads.invokeAll(calls)) {
        call.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void assertDeliveredInOrder(Map<String, List<String>> committed) {
    Map<String, List<String>> delivered =
        platform.received().stream()
            .collect(
                Collectors.groupingBy(
                    CountyRecord::residentId,
                    Collectors.mapping(
                        r -> r.recordId() + "/" + r.recordVersion(), Collectors.toList())));
    assertThat(delivered).isEqualTo(committed);
  }

  private static long waiting(DeliveryNode node) {
    return node.jdbc.queryForObject("select count(*) from outbox_message", Long.class);
  }

  private static double breaker(DeliveryNode node) {
    return node.registry.get("xiangqiao.outbox.breaker").gauge().value();
  }

  private static LedgerFilter all() {
    return new LedgerFilter(null, "out", null, null, null, null, null, null, 500);
  }

  private static MessageState state(DeliveryNode node, String dose, long version) {
    return entry(node, dose, version).state();
  }

  private static LedgerEntry entry(DeliveryNode node, String dose, long version) {
    String id =
        java.util
            .UUID
            .nameUUIDFromBytes(
                ("1|county-immunization|Immunization/" + dose + "/_history/" + version).getBytes())
            .toString();
    return node.ledger.list(1, all()).stream()
        .filter(entry -> entry.controlId().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
