package org.xiangqiao.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class AuditWriterTest {

  private static final int READERS = 8;
  private static final int UNAWAITED = 3;
  private static final String POISON = "poison";

  private final List<Integer> statements = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean broken;
  private AuditWriter writer;

  private void start(Duration gathering) {
    start(gathering, Duration.ofSeconds(20));
  }

  private void start(Duration gathering, Duration unawaitedGathering) {
    ArrivedRecords arrived =
        new ArrivedRecords(null) {
          @Override
          void add(List<AuditRecord> records) {
            if (broken) {
              throw new DataAccessResourceFailureException("database is away");
            }
            if (records.stream().anyMatch(each -> each.client().equals(POISON))) {
              throw new IllegalStateException("cannot be written");
            }
            statements.add(records.size());
          }
        };
    writer =
        new AuditWriter(
            arrived,
            new AuditWriter.Limits(100, UNAWAITED, Duration.ofSeconds(30)),
            gathering,
            unawaitedGathering);
    writer.start();
  }

  @AfterEach
  void stop() {
    writer.stop();
  }

  @Test
  void readsUnderWayAtTheSameTimeShareAStatement() throws Exception {
    start(Duration.ofSeconds(20));
    ExecutorService readers = Executors.newFixedThreadPool(READERS);
    CountDownLatch together = new CountDownLatch(READERS);
    List<Future<?>> done = new ArrayList<>();
    for (int reader = 0; reader < READERS; reader++) {
      done.add(
          readers.submit(
              () -> {
                writer.begun();
                together.countDown();
                together.await();
                writer.write(List.of(record()));
                writer.ended();
                return null;
              }));
    }
    for (Future<?> each : done) {
      each.get();
    }
    readers.shutdown();
    assertThat(statements).containsExactly(READERS);
  }

  @Test
  void whoComesAloneIsWrittenThoughAnotherAccessNeverEnds() {
    start(Duration.ofMillis(1));
    writer.begun();
    writer.begun();
    writer.write(List.of(record()));
    assertThat(statements).containsExactly(1);
  }

  @Test
  void whatCannotBeWrittenIsRefusedAndTheNextIsWritten() {
    start(Duration.ofMillis(1));
    broken = true;
    assertThatThrownBy(() -> writer.write(List.of(record())))
        .isInstanceOf(AuditUnavailableException.class);
    broken = false;
    writer.write(List.of(record()));
    assertThat(statements).containsExactly(1);
  }

  @Test
  void whatNobodyWaitsForGoesAlongWithTheNextThatSomebodyWaitsFor() {
    start(Duration.ofMillis(1));
    writer.note(List.of(record()));
    writer.note(List.of(record()));
    assertThat(statements).isEmpty();
    writer.write(List.of(record()));
    assertThat(statements).containsExactly(3);
  }

  @Test
  void whoComesWhenTooManyAreOnTheirWayWaitsForAllOfThem() {
    start(Duration.ofMillis(1));
    for (int n = 0; n <= UNAWAITED; n++) {
      writer.note(List.of(record()));
    }
    assertThat(statements).containsExactly(UNAWAITED + 1);
  }

  @Test
  void whatNobodyWaitsForIsNotLostWhileTheDatabaseIsAwayAndThenOthersWait() {
    start(Duration.ofMillis(1));
    broken = true;
    writer.note(List.of(record()));
    assertThatThrownBy(() -> writer.write(List.of(record())))
        .isInstanceOf(AuditUnavailableException.class);
    assertThatThrownBy(() -> writer.note(List.of(record())))
        .isInstanceOf(AuditUnavailableException.class);
    broken = false;
    writer.write(List.of(record()));
    assertThat(statements.stream().mapToInt(Integer::intValue).sum()).isEqualTo(2);
  }

  @Test
  void whatNobodyWaitsForIsWrittenBeforeTheEnd() {
    start(Duration.ofMillis(1), Duration.ofMillis(500));
    writer.note(List.of(record()));
    writer.stop();
    assertThat(statements).containsExactly(1);
    writer.start();
  }

  @Test
  void oneThatCannotBeWrittenIsDroppedAndTheOthersAreWritten() {
    start(Duration.ofMillis(1));
    writer.note(List.of(record()));
    writer.note(List.of(record(POISON)));
    writer.write(List.of(record()));
    assertThat(statements).containsExactly(1, 1);
    for (int n = 0; n < UNAWAITED; n++) {
      writer.note(List.of(record()));
    }
    writer.write(List.of(record()));
    assertThat(statements).as("no place is lost").containsExactly(1, 1, UNAWAITED + 1);
  }

  private static AuditRecord record() {
    return record("emr");
  }

  private static AuditRecord record(String client) {
    return new AuditRecord(
        1,
        0,
        Instant.EPOCH,
        client,
        "",
        AuditAction.READ,
        "read",
        200,
        "Patient",
        "a",
        1,
        List.of("a"),
        "",
        "r",
        "127.0.0.1",
        List.of());
  }
}
