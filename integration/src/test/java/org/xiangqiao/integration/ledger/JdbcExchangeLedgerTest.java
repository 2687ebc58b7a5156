package org.xiangqiao.integration.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.Change;
import org.xiangqiao.store.TestPostgres;
import org.xiangqiao.store.WriteOutcome.Effect;

class JdbcExchangeLedgerTest {

  private static final Caller CALLER = new Caller(1, "emr", "org", "request-1");
  private static HikariDataSource pool;
  private static JdbcTemplate jdbc;
  private static TransactionTemplate transaction;
  private static JdbcExchangeLedger ledger;

  @BeforeAll
  static void open() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(TestPostgres.jdbcUrl());
    config.setMaximumPoolSize(40);
    pool = new HikariDataSource(config);
    jdbc = new JdbcTemplate(pool);
    DataSourceTransactionManager transactions = new DataSourceTransactionManager(pool);
    transaction = new TransactionTemplate(transactions);
    ledger = new JdbcExchangeLedger(jdbc, transactions, Clock.systemUTC());
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  @Test
  void keepsTheMessageAsItCame() {
    byte[] gb = "MSH|^~\\&|乡镇卫生院|".getBytes(java.nio.charset.Charset.forName("GB18030"));
    Receipt receipt =
        ledger.receive(new IncomingMessage(1, "emr-a", "VXU^V04", "A1", "GB18030", gb, "r-1"));
    assertThat(receipt.repeated()).isFalse();
    LedgerEntry entry = receipt.entry();
    assertThat(entry.state()).isEqualTo(MessageState.RECEIVED);
    assertThat(entry.direction()).isEqualTo("in");
    assertThat(entry.requestId()).isEqualTo("r-1");
    assertThat(ledger.payload(1, entry.messageId())).hasValue(gb);
    assertThat(ledger.find(1, entry.messageId())).hasValue(entry);
    assertThat(ledger.find(2, entry.messageId())).isEmpty();
    assertThat(ledger.payload(2, entry.messageId())).isEmpty();
  }

  @Test
  void theSameAgainGetsTheEarlierAnswer() {
    LedgerEntry first = receive("emr-b", "B1", "payload").entry();
    store(first, "MSA|AA");
    Receipt again = receive("emr-b", "B1", "payload");
    assertThat(again.repeated()).isTrue();
    assertThat(again.entry().messageId()).isEqualTo(first.messageId());
    assertThat(again.entry().state()).isEqualTo(MessageState.STORED);
    assertThat(again.answer()).isEqualTo(bytes("MSA|AA"));
  }

  @Test
  void theSameControlIdWithOtherContentIsNewAndFlagged() {
    LedgerEntry first = receive("emr-c", "C1", "one").entry();
    Receipt other = receive("emr-c", "C1", "two");
    assertThat(other.repeated()).isFalse();
    assertThat(other.entry().messageId()).isNotEqualTo(first.messageId());
    assertThat(other.entry().flags()).containsExactly("control-id-reused");
    assertThat(first.flags()).isEmpty();
    assertThat(receive("emr-d", "C1", "one").entry().flags()).isEmpty();
    assertThat(receive("emr-c", "", "three").entry().flags()).isEmpty();
    assertThat(receive("emr-c", "", "four").entry().flags()).isEmpty();
  }

  @Test
  void oneRowFor32ThreadsWithTheSameMessage() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(32);
    try {
      for (int round = 0; round < 5; round++) {
        String controlId = "race-" + round;
        List<Callable<Receipt>> calls = new ArrayList<>();
        for (int n = 0; n < 32; n++) {
          calls.add(() -> receive("emr-race", controlId, "same"));
        }
        List<Receipt> receipts = new ArrayList<>();
        for (Future<Receipt> call : threads.invokeAll(calls)) {
          receipts.add(call.get());
        }
        assertThat(receipts).filteredOn(r -> !r.repeated()).hasSize(1);
        assertThat(receipts)
            .extracting(r -> r.entry().messageId())
            .containsOnly(receipts.get(0).entry().messageId());
        assertThat(
                jdbc.queryForObject(
                    "select count(*) from exchange_message where partner = 'emr-race' and control_id = ?",
                    Long.class,
                    controlId))
            .isEqualTo(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void storedCommitsOrVanishesWithTheResources() {
    LedgerEntry entry = receive("emr-e", "E1", "payload").entry();
    assertThatThrownBy(
            () ->
                transaction.executeWithoutResult(
                    status -> {
                      ledger.stored(entry, bytes("AA")).written(CALLER, changes(Effect.CREATED));
                      throw new IllegalStateException("a later participant fails");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(ledger.find(1, entry.messageId()).orElseThrow().state())
        .isEqualTo(MessageState.RECEIVED);
    assertThat(ledger.answer(1, entry.messageId())).isEmpty();

    store(entry, "AA");
    LedgerEntry stored = ledger.find(1, entry.messageId()).orElseThrow();
    assertThat(stored.state()).isEqualTo(MessageState.STORED);
    assertThat(stored.resources()).containsExactly("Patient/p1/_history/3");
    assertThat(stored.attempts()).isEqualTo(1);
  }

  @Test
  void aWriteWithoutEffectIsUnchanged() {
    LedgerEntry entry = receive("emr-f", "F1", "payload").entry();
    transaction.executeWithoutResult(
        status -> ledger.stored(entry, bytes("AA")).written(CALLER, changes(Effect.UNCHANGED)));
    assertThat(ledger.find(1, entry.messageId()).orElseThrow().state())
        .isEqualTo(MessageState.UNCHANGED);
  }

  @Test
  void theSecondOfTwoProcessorsChangesNothing() {
    LedgerEntry entry = receive("emr-g", "G1", "payload").entry();
    store(entry, "AA one");
    assertThatThrownBy(() -> store(entry, "AA two")).isInstanceOf(LedgerConflictException.class);
    assertThatThrownBy(() -> ledger.refused(entry, List.of(), bytes("AE")))
        .isInstanceOf(LedgerConflictException.class);
    assertThat(ledger.answer(1, entry.messageId())).hasValue(bytes("AA one"));
  }

  @Test
  void twoProcessorsAtOnceMakeOneEffect() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      LedgerEntry entry = receive("emr-h", "H1", "payload").entry();
      List<Callable<Boolean>> calls = new ArrayList<>();
      for (int n = 0; n < 8; n++) {
        calls.add(
            () -> {
              try {
                store(entry, "AA");
                return true;
              } catch (LedgerConflictException e) {
                return false;
              }
            });
      }
      List<Boolean> won = new ArrayList<>();
      for (Future<Boolean> call : threads.invokeAll(calls)) {
        won.add(call.get());
      }
      assertThat(won).containsOnlyOnce(true);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void refusedKeepsItsProblemsAndCanBeProcessedAgain() {
    LedgerEntry entry = receive("emr-i", "I1", "payload").entry();
    Problem problem =
        new Problem(
            "PID-3[1].1", "identity-card.checksum", "校验位错误", "checksum", "更正", "correct it");
    ledger.refused(entry, List.of(problem), bytes("AE"));
    LedgerEntry refused = ledger.find(1, entry.messageId()).orElseThrow();
    assertThat(refused.state()).isEqualTo(MessageState.REFUSED);
    assertThat(refused.problems()).containsExactly(problem);
    store(refused, "AA");
    LedgerEntry stored = ledger.find(1, entry.messageId()).orElseThrow();
    assertThat(stored.state()).isEqualTo(MessageState.STORED);
    assertThat(stored.problems()).isEmpty();
    assertThat(stored.attempts()).isEqualTo(2);
  }

  @Test
  void outgoingMessagesGoTheirWay() {
    List<Long> ids =
        ledger.addOutgoing(
            List.of(
                new OutgoingMessage(1, "county", "county-immunization", "u-1", "r"),
                new OutgoingMessage(1, "county", "county-immunization", "u-2", "r")));
    assertThat(ids)
        .extracting(id -> ledger.find(1, id).orElseThrow().controlId())
        .containsExactly("u-1", "u-2");
    long id = ids.get(0);
    ledger.sending(1, id, bytes("{}"));
    assertThat(ledger.payload(1, id)).hasValue(bytes("{}"));
    ledger.parked(1, id, List.of(new Problem("p", "rule", "zh", "en", "rz", "re")), bytes("no"));
    assertThat(ledger.find(1, id).orElseThrow().state()).isEqualTo(MessageState.PARKED);
    ledger.waiting(1, id);
    assertThat(ledger.find(1, id).orElseThrow().problems()).isEmpty();
    ledger.delivered(1, id, bytes("yes"));
    LedgerEntry delivered = ledger.find(1, id).orElseThrow();
    assertThat(delivered.state()).isEqualTo(MessageState.DELIVERED);
    assertThat(delivered.attempts()).isEqualTo(2);
    assertThat(ledger.answer(1, id)).hasValue(bytes("yes"));
  }

  @Test
  void listsByFilterPageByPageWithinTheTenant() {
    for (int n = 0; n < 7; n++) {
      LedgerEntry entry = receive("emr-j", "J" + n, "payload").entry();
      if (n % 2 == 0) {
        store(entry, "AA");
      }
    }
    List<String> seen = new ArrayList<>();
    Long before = null;
    List<LedgerEntry> page;
    do {
      page = ledger.list(1, filter("emr-j", null, before, 3));
      page.forEach(entry -> seen.add(entry.controlId()));
      before = page.isEmpty() ? null : page.get(page.size() - 1).messageId();
    } while (!page.isEmpty());
    assertThat(seen).containsExactly("J6", "J5", "J4", "J3", "J2", "J1", "J0");
    assertThat(ledger.list(1, filter("emr-j", MessageState.RECEIVED, null, 10)))
        .extracting(LedgerEntry::controlId)
        .containsExactly("J5", "J3", "J1");
    assertThat(ledger.list(2, filter("emr-j", null, null, 10))).isEmpty();
    assertThat(
            ledger.list(
                1,
                new LedgerFilter(
                    null,
                    "in",
                    null,
                    "VXU^V04",
                    "J4",
                    Instant.EPOCH,
                    Instant.now().plusSeconds(60),
                    null,
                    10)))
        .hasSize(1);
  }

  @Test
  void summaryCountsByDirectionAndState() {
    for (int n = 0; n < 3; n++) {
      LedgerEntry entry =
          ledger
              .receive(new IncomingMessage(7, "emr", "ADT^A04", "S" + n, "UTF-8", bytes("x"), "r"))
              .entry();
      if (n == 0) {
        ledger.unchanged(entry, bytes("AA"));
      }
    }
    ledger.addOutgoing(7, "county", "county-immunization", "o-1", "r");
    assertThat(ledger.summary(7))
        .containsExactlyInAnyOrder(
            new LedgerCount("in", MessageState.RECEIVED, 2),
            new LedgerCount("in", MessageState.UNCHANGED, 1),
            new LedgerCount("out", MessageState.WAITING, 1));
    assertThat(ledger.summary(7, Instant.now().plusSeconds(60))).isEmpty();
  }

  private static LedgerFilter filter(String partner, MessageState state, Long before, int count) {
    return new LedgerFilter(partner, null, state, null, null, null, null, before, count);
  }

  private static Receipt receive(String partner, String controlId, String payload) {
    return ledger.receive(
        new IncomingMessage(1, partner, "VXU^V04", controlId, "UTF-8", bytes(payload), "r"));
  }

  private static void store(LedgerEntry entry, String answer) {
    transaction.executeWithoutResult(
        status -> ledger.stored(entry, bytes(answer)).written(CALLER, changes(Effect.CREATED)));
  }

  private static List<Change> changes(Effect effect) {
    return List.of(new Change(effect, "Patient", "p1", 3, new Patient(), "p1"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
