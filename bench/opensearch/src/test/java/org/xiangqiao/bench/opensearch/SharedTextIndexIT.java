package org.xiangqiao.bench.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two packaged servers on one PostgreSQL and one OpenSearch: one of them feeds the text indexes,
 * and both answer from them, the second through TLS and with a password. The parts are one story,
 * in order, as starting takes longer than telling.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(300)
class SharedTextIndexIT {

  /** A second is promised; a busy build machine has its own pace. */
  private static final Duration SOON = Duration.ofSeconds(10);

  private static final Duration LATER = Duration.ofSeconds(60);
  private static final String TABLE =
      """
      编码,名称,上级
      T1,高血压病,
      T11,原发性高血压,T1
      T12,继发性高血压,T1
      T2,糖尿病,
      T21,2型糖尿病,T2
      """;

  private EmbeddedPostgres postgres;
  private SearchCluster cluster;
  private GuardedCluster guarded;
  private ServerNode one;
  private ServerNode two;

  @BeforeAll
  void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
    cluster = new SearchCluster(folder);
    cluster.start();
    postgres =
        EmbeddedPostgres.builder()
            .setServerConfig("max_connections", "200")
            .setServerConfig("fsync", "off")
            .setPGStartupWait(Duration.ofMinutes(1))
            .start();
    String url = postgres.getJdbcUrl("postgres", "postgres");
    one = new ServerNode(folder.resolve("one"), url, cluster.uri());
    guarded = new GuardedCluster(folder, cluster.uri());
    two = new ServerNode(folder.resolve("two"), url, guarded);
    one.start();
    two.start();
    cluster.awaitReady();
    one.awaitReady();
    two.awaitReady();
  }

  @AfterAll
  void stop() throws Exception {
    for (AutoCloseable each : new AutoCloseable[] {one, two, guarded, cluster, postgres}) {
      if (each != null) {
        each.close();
      }
    }
  }

  @Test
  @Order(1)
  void whatOneNodeWritesAnotherFinds() throws Exception {
    until(() -> two.get("/fhir/Condition?_text=" + ServerNode.encoded("无")).status() == 200);
    until(() -> one.get("/fhir/Condition?_text=" + ServerNode.encoded("无")).status() == 200);
    String written = one.create("Condition", condition("慢性支气管炎", "夜间咳嗽 wheezing"));
    long begun = System.nanoTime();
    soon(() -> two.found("Condition", "_text", "支气管炎").contains(written));
    System.out.println("found after ms: " + (System.nanoTime() - begun) / 1_000_000);
    for (String text : List.of("夜间咳嗽", "咳嗽", "咳", "Wheezing", "支气管 咳嗽")) {
      assertThat(two.found("Condition", "_content", text)).as(text).containsExactly(written);
      assertThat(one.found("Condition", "_content", text)).as(text).containsExactly(written);
    }
    assertThat(two.found("Condition", "_text", "wheezing")).isEmpty();
    assertThat(two.found("Condition", "_content", "咳夜")).isEmpty();
    assertThat(two.found("Condition", "_content", "wheez")).isEmpty();

    String other = two.create("Condition", condition("慢性胃窦炎", "好转"));
    soon(() -> one.found("Condition", "_text", "胃窦").contains(other));
    assertThat(one.found("Condition", "_text", "慢性")).containsExactlyInAnyOrder(written, other);
    assertThat(two.send("DELETE", "/fhir/Condition/" + other, "text/plain", "").status())
        .isBetween(200, 204);
    assertThat(one.textStatus()).isEqualTo("UP");
    assertThat(two.textStatus()).isEqualTo("UP");
    assertThat(guarded.answered()).isPositive();
  }

  @Test
  @Order(2)
  void importedConceptsAreFoundOnBoth() throws Exception {
    assertThat(
            one.send(
                    "POST",
                    "/fhir/CodeSystem/$import?url=http://example.org/table&version=1&activate=true",
                    "text/csv",
                    TABLE)
                .status())
        .isEqualTo(202);
    for (ServerNode node : List.of(one, two)) {
      until(() -> expand(node, "高血压").size() == 3);
      // The tables answer until the index has the version.
      until(
          () -> {
            long before = cluster.conceptSearches();
            // Each time another text: an answer may be remembered.
            expand(node, "血压" + before);
            return cluster.conceptSearches() > before;
          });
      assertThat(expand(node, "高血压")).startsWith("T1").contains("T11", "T12").hasSize(3);
      assertThat(expand(node, "血压")).hasSize(3);
      assertThat(expand(node, "尿")).containsExactlyInAnyOrder("T2", "T21");
      assertThat(expand(node, "tangniaobing")).startsWith("T2").contains("T21");
      soon(() -> expand(node, "gxy").size() == 3);
      assertThat(expand(node, "gxy")).startsWith("T1").contains("T11", "T12");
      assertThat(expand(node, "T21")).containsExactly("T21");
    }
  }

  @Test
  @Order(3)
  void reindexBuildsANewGenerationAndRemovesTheFormer() throws Exception {
    until(() -> cluster.indexes().size() == 4);
    Set<String> former = cluster.indexes();
    assertThat(two.send("POST", "/fhir/Condition/$reindex", "text/plain", "").status())
        .isEqualTo(202);
    until(
        () -> {
          Set<String> now = cluster.indexes();
          return now.size() == 4 && now.stream().noneMatch(former::contains);
        });
    for (ServerNode node : List.of(one, two)) {
      soon(() -> node.found("Condition", "_text", "支气管炎").size() == 1);
      assertThat(expand(node, "gxy")).startsWith("T1");
    }
  }

  @Test
  @Order(4)
  void whatIsErasedLeavesTheFilesOfTheCluster() throws Exception {
    String id = two.create("Condition", condition("试删", "zqerasedword"));
    soon(() -> two.found("Condition", "_content", "zqerasedword").contains(id));
    assertThat(cluster.hasInFiles("zqerasedword")).isTrue();
    ServerNode.Reply erased =
        two.send("POST", "/fhir/Condition/" + id + "/$expunge?vacuum=rewrite", "text/plain", "");
    assertThat(erased.status()).as(erased.text()).isEqualTo(200);
    assertThat(erased.text()).doesNotContain("text-index");
    assertThat(cluster.hasInFiles("zqerasedword")).isFalse();
    soon(() -> one.found("Condition", "_text", "支气管炎").size() == 1);
  }

  @Test
  @Order(5)
  void withoutTheClusterEverythingElseGoesOn() throws Exception {
    cluster.kill();
    Set<String> missed = new TreeSet<>();
    for (ServerNode node : List.of(one, two)) {
      ServerNode.Reply refused = node.get("/fhir/Condition?_text=" + ServerNode.encoded("支气管炎"));
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.text()).contains("search.text-not-ready");
      missed.add(node.create("Condition", condition("断网时写入", "无")));
      assertThat(expand(node, "gxy")).startsWith("T1");
      until(() -> node.textStatus().equals("LAGGING"));
      assertThat(node.get("/actuator/health/readiness").status()).isEqualTo(200);
    }
    cluster.start();
    cluster.awaitReady();
    for (ServerNode node : List.of(one, two)) {
      until(() -> node.found("Condition", "_text", "断网时写入").equals(missed));
      until(() -> node.textStatus().equals("UP"));
    }
  }

  @Test
  @Order(6)
  void anotherNodeTakesOverWhenTheFeedingOneIsKilled() throws Exception {
    ServerNode feeding = one.hasFed() ? one : two;
    ServerNode other = feeding == one ? two : one;
    Set<String> written = new TreeSet<>();
    for (int i = 0; i < 20; i++) {
      written.add(feeding.create("Condition", condition("接班前写入", String.valueOf(i))));
    }
    feeding.kill();
    for (int i = 0; i < 5; i++) {
      written.add(other.create("Condition", condition("接班前写入", "后" + i)));
    }
    until(() -> other.found("Condition", "_text", "接班前写入").equals(written));
    String next = other.create("Condition", condition("接班后写入", "无"));
    soon(() -> other.found("Condition", "_text", "接班后写入").contains(next));
    assertThat(other.found("Condition", "_text", "支气管炎")).hasSize(1);
  }

  private static List<String> expand(ServerNode node, String filter) throws Exception {
    ServerNode.Reply reply =
        node.get(
            "/fhir/ValueSet/$expand?url="
                + ServerNode.encoded("http://example.org/table?fhir_vs")
                + "&excludeNested=true&count=50&filter="
                + ServerNode.encoded(filter));
    List<String> codes = new ArrayList<>();
    if (reply.status() == 200) {
      reply.json().at("/expansion/contains").forEach(each -> codes.add(each.get("code").asText()));
    }
    return codes;
  }

  private static String condition(String narrative, String note) {
    return """
        {"resourceType":"Condition","subject":{"display":"某人"},
         "text":{"status":"generated","div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\">%s</div>"},
         "note":[{"text":"%s"}]}"""
        .formatted(narrative, note);
  }

  private static void soon(Callable<Boolean> condition) {
    await().pollInterval(Duration.ofMillis(50)).atMost(SOON).until(condition);
  }

  private static void until(Callable<Boolean> condition) {
    await().pollInterval(Duration.ofMillis(200)).atMost(LATER).until(condition);
  }
}
