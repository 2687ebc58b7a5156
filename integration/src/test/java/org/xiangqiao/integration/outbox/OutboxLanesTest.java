package org.xiangqiao.integration.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.hl7.fhir.r4.model.Immunization;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.integration.ledger.JdbcExchangeLedger;
import org.xiangqiao.integration.ledger.LedgerEntry;
import org.xiangqiao.integration.ledger.MessageState;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.Change;
import org.xiangqiao.store.TestPostgres;
import org.xiangqiao.store.WriteOutcome.Effect;

class OutboxLanesTest {

  private static final Caller CALLER = new Caller(1, "emr", "org", "r");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final byte[] YES = "yes".getBytes(StandardCharsets.UTF_8);

  private JdbcTemplate jdbc;
  private TransactionTemplate transaction;
  private JdbcExchangeLedger ledger;
  private OutboxLanes lanes;
  private OutboxWriter writer;
  private OutboxReplay replay;

  @BeforeEach
  void open() {
    DataSource database = TestPostgres.database();
    DataSourceTransactionManager transactions = new DataSourceTransactionManager(database);
    jdbc = new JdbcTemplate(database);
    transaction = new TransactionTemplate(transactions);
    ledger = new JdbcExchangeLedger(jdbc, transactions, Clock.systemUTC());
    lanes = new OutboxLanes(jdbc, transactions, ledger);
    OutboxSignal signal = new OutboxSignal();
    writer = new OutboxWriter(jdbc, ledger, List.of(new Doses()), signal);
    replay = new OutboxReplay(jdbc, transactions, ledger, signal);
  }

  private static final class Doses implements OutboxInterest {

    @Override
    public String partner() {
      return "county";
    }

    @Override
    public int tenantId() {
      return 1;
    }

    @Override
    public String messageType() {
      return "dose";
    }

    @Override
    public boolean cares(Change change) {
      return "Immunization".equals(change.type());
    }
  }

  @Test
  void oneWriteNumbersItsFactsInOrder() {
    write(
        change(Effect.CREATED, "d1", 1, "p1"),
        change(Effect.CREATED, "d2", 1, "p1"),
        change(Effect.CREATED, "d3", 1, "p2"),
        change(Effect.UNCHANGED, "d4", 1, "p2"),
        new Change(Effect.CREATED, "Patient", "p1", 1, null, "p1"));
    write(change(Effect.UPDATED, "d1", 2, "p1"));
    assertThat(
            jdbc.queryForList(
                "select lane || ' ' || number || ' ' || resource_id || ' ' || version || ' ' || effect"
                    + " from outbox_message order by lane, number",
                String.class))
        .containsExactly(
            "p1 1 d1 1 created", "p1 2 d2 1 created", "p1 3 d1 2 updated", "p2 1 d3 1 created");
    assertThat(ledger.summary(1)).extracting(count -> count.messages()).containsExactly(4L);
  }

  @Test
  void factsOfOtherTenantsAndRolledBackWritesLeaveNothing() {
    transaction.executeWithoutResult(
        status ->
            writer.written(
                new Caller(2, "emr", "org", "r"), List.of(change(Effect.CREATED, "d1", 1, "p1"))));
    transaction.executeWithoutResult(
        status -> {
          writer.written(CALLER, List.of(change(Effect.CREATED, "d1", 1, "p1")));
          status.setRollbackOnly();
        });
    assertThat(jdbc.queryForObject("select count(*) from outbox_message", Long.class)).isZero();
    assertThat(ledger.summary(1)).isEmpty();
    assertThat(lanes.claim("county", "a", MINUTE)).isEmpty();
  }

  @Test
  void aLaneBelongsToOneWorkerAtATime() throws Exception {
    for (int n = 0; n < 40; n++) {
      write(change(Effect.CREATED, "d" + n, 1, "p" + n));
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Optional<Lease>>> calls = new ArrayList<>();
      for (int n = 0; n < 60; n++) {
        String owner = "worker-" + n;
        calls.add(() -> lanes.claim("county", owner, MINUTE));
      }
      List<String> leased = new ArrayList<>();
      for (Future<Optional<Lease>> call : threads.invokeAll(calls)) {
        call.get().ifPresent(lease -> leased.add(lease.lane()));
      }
      assertThat(leased).doesNotHaveDuplicates().hasSizeGreaterThan(30);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aWorkerWhoseLeaseWasTakenOverRecordsNothing() {
    write(change(Effect.CREATED, "d1", 1, "p1"));
    Lease slow = lanes.claim("county", "slow", MINUTE).orElseThrow();
    OutboxFact fact = lanes.batch(slow, 10).get(0);
    assertThat(lanes.claim("county", "fast", MINUTE)).isEmpty();
    jdbc.update("update outbox_lane set lease_until = now() - interval '1 second'");
    Lease fast = lanes.claim("county", "fast", MINUTE).orElseThrow();
    assertThat(fast.fence()).isGreaterThan(slow.fence());

    assertThatThrownBy(() -> lanes.delivered(slow, fact, YES, MINUTE))
        .isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> lanes.parked(slow, fact, List.of(), null, MINUTE))
        .isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> lanes.unavailable(slow, MINUTE))
        .isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> lanes.release(slow, Duration.ZERO))
        .isInstanceOf(LeaseLostException.class);
    assertThat(state(fact)).isEqualTo(MessageState.WAITING);

    lanes.delivered(fast, fact, YES, MINUTE);
    lanes.release(fast, Duration.ZERO);
    assertThat(state(fact)).isEqualTo(MessageState.DELIVERED);
    assertThat(lanes.claim("county", "next", MINUTE)).isEmpty();
  }

  @Test
  void aFactCommittedWhileTheLaneIsGivenBackIsNotForgotten() throws Exception {
    write(change(Effect.CREATED, "d1", 1, "p1"));
    Lease lease = lanes.claim("county", "a", MINUTE).orElseThrow();
    lanes.delivered(lease, lanes.batch(lease, 10).get(0), YES, MINUTE);

    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch commit = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<?> slowWriter =
          threads.submit(
              () ->
                  transaction.executeWithoutResult(
                      status -> {
                        writer.written(CALLER, List.of(change(Effect.UPDATED, "d1", 2, "p1")));
                        written.countDown();
                        await(commit);
                      }));
      await(written);
      Future<?> release = threads.submit(() -> lanes.release(lease, Duration.ZERO));
      // The release waits for the lane's row lock, which the writer holds.
      org.awaitility.Awaitility.await()
          .until(
              () ->
                  jdbc.queryForObject(
                          "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                              + " and datname = current_database()",
                          Long.class)
                      > 0);
      commit.countDown();
      slowWriter.get(10, TimeUnit.SECONDS);
      release.get(10, TimeUnit.SECONDS);
    } finally {
      threads.shutdownNow();
    }
    Lease next = lanes.claim("county", "b", MINUTE).orElseThrow();
    assertThat(lanes.batch(next, 10)).extracting(OutboxFact::version).containsExactly(2L);
  }

  @Test
  void behindAParkedMessageOnlyItsOwnResourceWaits() {
    write(change(Effect.CREATED, "d1", 1, "p1"));
    write(change(Effect.CREATED, "d2", 1, "p1"));
    write(change(Effect.UPDATED, "d1", 2, "p1"));
    Lease lease = lanes.claim("county", "a", MINUTE).orElseThrow();
    OutboxFact refused = lanes.batch(lease, 10).get(0);
    lanes.parked(lease, refused, List.of(), null, MINUTE);
    assertThat(lanes.batch(lease, 10)).extracting(OutboxFact::resourceId).containsExactly("d2");
    lanes.delivered(lease, lanes.batch(lease, 10).get(0), YES, MINUTE);
    lanes.release(lease, Duration.ZERO);
    assertThat(lanes.claim("county", "b", MINUTE)).as("nothing may go").isEmpty();

    LedgerEntry entry = ledger.find(1, refused.messageId()).orElseThrow();
    assertThat(replay.replay(entry).state()).isEqualTo(MessageState.WAITING);
    assertThat(replay.replay(entry).state()).as("again").isEqualTo(MessageState.WAITING);
    Lease again = lanes.claim("county", "c", MINUTE).orElseThrow();
    assertThat(lanes.batch(again, 10))
        .extracting(fact -> fact.resourceId() + "/" + fact.version())
        .containsExactly("d1/1", "d1/2");
  }

  @Test
  void aParkedMessageSetAsideLetsLaterVersionsGo() {
    write(change(Effect.CREATED, "d1", 1, "p1"));
    write(change(Effect.UPDATED, "d1", 2, "p1"));
    Lease lease = lanes.claim("county", "a", MINUTE).orElseThrow();
    OutboxFact refused = lanes.batch(lease, 10).get(0);
    lanes.parked(lease, refused, List.of(), null, MINUTE);
    lanes.release(lease, Duration.ZERO);
    assertThat(replay.setAside(ledger.find(1, refused.messageId()).orElseThrow()).state())
        .isEqualTo(MessageState.PARKED);
    Lease next = lanes.claim("county", "b", MINUTE).orElseThrow();
    assertThat(lanes.batch(next, 10)).extracting(OutboxFact::version).containsExactly(2L);
  }

  @Test
  void versionsOfOneResourceKeepTheirOrderAcrossLanes() {
    write(change(Effect.CREATED, "d1", 1, "p1"));
    write(change(Effect.UPDATED, "d1", 2, "p2"));
    Lease first = lanes.claim("county", "a", MINUTE).orElseThrow();
    Lease second = lanes.claim("county", "b", MINUTE).orElseThrow();
    Lease ofP1 = first.lane().equals("p1") ? first : second;
    Lease ofP2 = first.lane().equals("p1") ? second : first;
    assertThat(lanes.batch(ofP2, 10)).isEmpty();
    lanes.delivered(ofP1, lanes.batch(ofP1, 10).get(0), YES, MINUTE);
    assertThat(lanes.batch(ofP2, 10)).hasSize(1);
  }

  @Test
  void unavailabilityCountsUpAndASuccessResetsIt() {
    write(change(Effect.CREATED, "d1", 1, "p1"));
    lanes.unavailable(lanes.claim("county", "a", MINUTE).orElseThrow(), Duration.ZERO);
    lanes.unavailable(lanes.claim("county", "a", MINUTE).orElseThrow(), Duration.ZERO);
    Lease third = lanes.claim("county", "a", MINUTE).orElseThrow();
    assertThat(third.failures()).isEqualTo(2);
    OutboxFact fact = lanes.batch(third, 10).get(0);
    assertThat(ledger.find(1, fact.messageId()).orElseThrow().attempts()).isZero();
    lanes.delivered(third, fact, YES, MINUTE);
    assertThat(jdbc.queryForObject("select failures from outbox_lane", Integer.class)).isZero();
    lanes.unavailable(third, MINUTE);
    write(change(Effect.UPDATED, "d1", 2, "p1"));
    assertThat(lanes.claim("county", "a", MINUTE)).as("not before its time").isEmpty();
  }

  private void write(Change... changes) {
    transaction.executeWithoutResult(status -> writer.written(CALLER, List.of(changes)));
  }

  private static Change change(Effect effect, String id, long version, String patient) {
    return new Change(effect, "Immunization", id, version, new Immunization(), patient);
  }

  private MessageState state(OutboxFact fact) {
    return ledger.find(1, fact.messageId()).orElseThrow().state();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
