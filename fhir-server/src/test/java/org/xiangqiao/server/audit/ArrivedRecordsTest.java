package org.xiangqiao.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.TestPostgres;

class ArrivedRecordsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T01:02:03.456Z");

  private final JdbcTemplate jdbc = new JdbcTemplate(TestPostgres.database());
  private final ArrivedRecords arrived = new ArrivedRecords(jdbc);
  private final AuditQuery query = new AuditQuery(jdbc);

  @Test
  void aRecordIsTheSameBeforeAndAfterItIsMoved() {
    AuditRecord sent =
        record(
            "p\u0000\uD800\uD842\uDFB7",
            NOW,
            List.of(new AuditRecord.Version("b", 2), new AuditRecord.Version("c", 3)));
    arrived.add(List.of(sent));
    List<AuditRecord> before = page("arrived-1", null);
    assertThat(before)
        .singleElement()
        .usingRecursiveComparison()
        .ignoringFields("id", "query")
        .isEqualTo(sent);
    assertThat(before.get(0).query()).isEqualTo("p\uFFFD\uFFFD\uD842\uDFB7");
    AuditEventId id = new AuditEventId(NOW, before.get(0).id());
    assertThat(query.find(71, id)).contains(before.get(0));
    assertThat(arrived.move(10)).isOne();
    assertThat(arrived.move(10)).isZero();
    assertThat(page("arrived-1", null)).isEqualTo(before);
    assertThat(query.find(71, id)).contains(before.get(0));
    assertThat(jdbc.queryForObject("select count(*) from audit_arrived", Integer.class)).isZero();
  }

  @Test
  void whatIsTooLongForAnIndexOrMissingStopsNoMove() {
    String random =
        new Random(1)
            .ints(9000, 0x4e00, 0x9fa5)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    arrived.add(
        List.of(
            new AuditRecord(
                71,
                0,
                NOW,
                "arrived-1",
                null,
                AuditAction.READ,
                "read",
                404,
                random,
                random,
                0,
                List.of(random),
                random,
                null,
                random,
                List.of(new AuditRecord.Version(random, 1)))));
    assertThat(arrived.move(10)).isOne();
    assertThat(page("arrived-1", null))
        .singleElement()
        .satisfies(
            kept -> {
              assertThat(kept.resourceId()).isEqualTo(random.substring(0, 500));
              assertThat(kept.organization()).isEmpty();
            });
  }

  @Test
  void nothingIsWrittenForNoRecord() {
    arrived.add(List.of());
    assertThat(jdbc.queryForObject("select count(*) from audit_arrived", Integer.class)).isZero();
  }

  @Test
  void aPageHoldsTheNewestOfBothPlaces() {
    for (int n = 0; n < 6; n++) {
      arrived.add(List.of(record("n" + n, NOW.plusSeconds(n), List.of())));
      if (n == 2) {
        arrived.move(10);
      }
    }
    List<AuditRecord> first = query.page(71, search("arrived-1"), null, 4);
    assertThat(first).extracting(AuditRecord::query).containsExactly("n5", "n4", "n3", "n2");
    AuditRecord last = first.get(3);
    arrived.move(10);
    assertThat(page("arrived-1", new AuditEventId(last.at(), last.id())))
        .extracting(AuditRecord::query)
        .containsExactly("n1", "n0");
  }

  @Test
  void whatWasNotCommittedIsNotMoved() {
    arrived.add(List.of(record("kept", NOW, List.of())));
    new TransactionTemplate(new DataSourceTransactionManager(jdbc.getDataSource()))
        .executeWithoutResult(
            status -> {
              assertThat(arrived.move(10)).isOne();
              status.setRollbackOnly();
            });
    assertThat(jdbc.queryForObject("select count(*) from audit_arrived", Integer.class)).isOne();
    assertThat(page("arrived-1", null)).extracting(AuditRecord::query).containsExactly("kept");
  }

  @Test
  void severalNodesMoveEachRecordOnceWhileOthersArriveAndSearchesMissNone() throws Exception {
    int writers = 2;
    int each = 100;
    ExecutorService threads = Executors.newFixedThreadPool(writers + 2);
    List<Future<?>> writing = new ArrayList<>();
    for (int writer = 0; writer < writers; writer++) {
      ArrivedRecords node = new ArrivedRecords(jdbc);
      writing.add(
          threads.submit(
              () ->
                  IntStream.range(0, each)
                      .forEach(n -> node.add(List.of(record("x", NOW, List.of()))))));
    }
    List<Future<?>> moving = new ArrayList<>();
    for (int node = 0; node < 2; node++) {
      moving.add(
          threads.submit(
              () -> {
                while (!writing.stream().allMatch(Future::isDone)) {
                  arrived.move(7);
                }
              }));
    }
    int seen = 0;
    while (!writing.stream().allMatch(Future::isDone)) {
      int now = page("arrived-1", null).size();
      assertThat(now).isGreaterThanOrEqualTo(seen);
      seen = now;
    }
    for (Future<?> done : writing) {
      done.get();
    }
    for (Future<?> done : moving) {
      done.get();
    }
    threads.shutdown();
    arrived.move(1000);
    assertThat(page("arrived-1", null))
        .hasSize(writers * each)
        .extracting(AuditRecord::id)
        .doesNotHaveDuplicates();
  }

  private List<AuditRecord> page(String client, AuditEventId after) {
    return query.page(71, search(client), after, 500);
  }

  private static AuditSearch search(String client) {
    return AuditSearch.of(new SearchRequest("AuditEvent", Map.of("altid", List.of(client)), false));
  }

  private static AuditRecord record(String query, Instant at, List<AuditRecord.Version> further) {
    return new AuditRecord(
        71,
        0,
        at,
        "arrived-1",
        "village",
        AuditAction.READ,
        "read",
        200,
        "Patient",
        "a",
        1,
        List.of("a", "b"),
        query,
        "r",
        "127.0.0.1",
        further);
  }
}
