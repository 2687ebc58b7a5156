package org.xiangqiao.integration.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.xiangqiao.store.TestPostgres;

class LedgerRetentionTest {

  private final SteppingClock clock = new SteppingClock("2025-01-10T00:00:00Z");
  private DataSource database;
  private JdbcTemplate jdbc;
  private JdbcExchangeLedger ledger;
  private LedgerRetention retention;

  @BeforeEach
  void open() {
    database = TestPostgres.database();
    jdbc = new JdbcTemplate(database);
    DataSourceTransactionManager transactions = new DataSourceTransactionManager(database);
    ledger = new JdbcExchangeLedger(jdbc, transactions, clock);
    retention =
        new LedgerRetention(
            jdbc,
            transactions,
            new LedgerRetentionSettings(Period.ofMonths(6), Period.ofMonths(24), "-"),
            clock);
  }

  @Test
  void makesThisAndTheNextMonthAhead() {
    // 17:00 UTC on the last day is already February in China.
    clock.set("2025-01-31T17:00:00Z");
    retention.prepareMonths();
    assertThat(parts("done"))
        .containsExactly("exchange_message_done_202502", "exchange_message_done_202503");
    assertThat(parts("open")).hasSize(2);
    assertThat(parts("failed")).hasSize(2);
    LedgerEntry entry = receive("A1");
    assertThat(partition(entry)).isEqualTo("exchange_message_open_202502");
    ledger.unchanged(entry, null);
    assertThat(partition(entry)).isEqualTo("exchange_message_done_202502");
    retention.prepareMonths();
    assertThat(parts("done")).hasSize(2);
  }

  @Test
  void nodesThatStartTogetherDoNotFail() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Void>> nodes = new ArrayList<>();
      for (int n = 0; n < 4; n++) {
        nodes.add(
            () -> {
              retention.afterPropertiesSet();
              return null;
            });
      }
      for (Future<Void> node : threads.invokeAll(nodes)) {
        node.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(parts("open")).hasSize(2);
  }

  @Test
  void rowsThatArrivedWithoutTheirMonthMoveIntoIt() {
    LedgerEntry early = receive("A1");
    clock.set("2025-03-10T00:00:00Z");
    LedgerEntry late = receive("A2");
    assertThat(partition(late)).isEqualTo("exchange_message_open_rest");
    retention.prepareMonths();
    assertThat(partition(early)).isEqualTo("exchange_message_open_202501");
    assertThat(partition(late)).isEqualTo("exchange_message_open_202503");
    assertThat(ledger.payload(1, late.messageId())).isPresent();
  }

  @Test
  void dropsMonthsByStateAndNeverWhatIsOpen() {
    retention.prepareMonths();
    LedgerEntry done = receive("done");
    LedgerEntry failed = receive("failed");
    LedgerEntry open = receive("open");
    ledger.unchanged(done, null);
    ledger.refused(failed, List.of(), null);

    clock.set("2025-07-30T00:00:00Z");
    retention.maintain();
    assertThat(ledger.find(1, done.messageId())).as("six months are not over").isPresent();

    clock.set("2025-08-02T00:00:00Z");
    retention.maintain();
    assertThat(ledger.find(1, done.messageId())).isEmpty();
    assertThat(ledger.find(1, failed.messageId())).isPresent();
    assertThat(ledger.find(1, open.messageId())).isPresent();

    clock.set("2027-02-02T00:00:00Z");
    retention.maintain();
    assertThat(ledger.find(1, failed.messageId())).isEmpty();
    assertThat(ledger.find(1, open.messageId())).isPresent();
    assertThat(parts("open"))
        .contains("exchange_message_open_202501")
        .doesNotContain("exchange_message_open_202502");
  }

  @Test
  void keepsAMonthWhoseParkedMessageIsStillInTheOutbox() {
    retention.prepareMonths();
    long parked = ledger.addOutgoing(1, "county", "document", "C1", "r");
    jdbc.update(
        "insert into outbox_message (tenant_id, partner, lane, number, message_id, control_id,"
            + " resource_type, resource_id, version, effect, state, created_at)"
            + " values (1, 'county', 'p1', 1, ?, 'C1', 'Patient', 'p1', 1, 'created', 'parked', now())",
        parked);
    ledger.parked(1, parked, List.of(), null);

    clock.set("2027-02-02T00:00:00Z");
    retention.maintain();
    assertThat(ledger.find(1, parked)).isPresent();

    jdbc.update("delete from outbox_message");
    retention.maintain();
    assertThat(ledger.find(1, parked)).isEmpty();
  }

  @Test
  void aBusyLedgerDoesNotHoldUpTheStart() {
    DataSourceTransactionManager reader = new DataSourceTransactionManager(database);
    TransactionStatus reading = reader.getTransaction(new DefaultTransactionDefinition());
    jdbc.queryForObject("select count(*) from exchange_message", Long.class);
    CompletableFuture.runAsync(retention::afterPropertiesSet)
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
    assertThat(parts("open")).isEmpty();
    LedgerEntry entry = receive("A1");
    reader.commit(reading);
    retention.maintain();
    assertThat(partition(entry)).isEqualTo("exchange_message_open_202501");
  }

  @Test
  void aMessageWhoseMonthWasDroppedIsNewWhenItComesAgain() {
    retention.prepareMonths();
    LedgerEntry first = receive("A1");
    ledger.unchanged(first, null);
    jdbc.queryForObject("select exchange_drop_month('done', date '2025-01-01')", Boolean.class);
    Receipt again = ledger.receive(message("A1"));
    assertThat(again.repeated()).isFalse();
    assertThat(again.entry().messageId()).isNotEqualTo(first.messageId());
  }

  @Test
  void oldDedupeKeysAreForgotten() {
    retention.prepareMonths();
    receive("A1");
    clock.set("2025-08-02T00:00:00Z");
    receive("A2");
    retention.maintain();
    assertThat(jdbc.queryForList("select control_id from exchange_dedupe", String.class))
        .containsExactly("A2");
  }

  @Test
  void aPeriodThatKeepsNothingIsRefusedByName() {
    assertThatThrownBy(
            () -> new LedgerRetentionSettings(Period.ofDays(3), Period.ofMonths(24), "-"))
        .hasMessageContaining("xiangqiao.ledger.retention.done");
  }

  private LedgerEntry receive(String controlId) {
    return ledger.receive(message(controlId)).entry();
  }

  private static IncomingMessage message(String controlId) {
    return new IncomingMessage(
        1, "emr", "VXU^V04", controlId, "UTF-8", "x".getBytes(StandardCharsets.UTF_8), "r");
  }

  private String partition(LedgerEntry entry) {
    return jdbc.queryForObject(
        "select tableoid::regclass::text from exchange_message where message_id = ?",
        String.class,
        entry.messageId());
  }

  private List<String> parts(String group) {
    return jdbc.queryForList(
        "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid"
            + " where i.inhparent = ?::regclass and c.relname !~ 'rest' order by 1",
        String.class,
        "exchange_message_" + group);
  }
}
