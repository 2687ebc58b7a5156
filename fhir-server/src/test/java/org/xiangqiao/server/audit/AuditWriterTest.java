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

class AuditWriterTest {

  private static final int READERS = 8;

  private final List<Integer> statements = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean broken;
  private AuditWriter writer;

  private void start(Duration gathering) {
    AuditTable table =
        new AuditTable(null) {
          @Override
          void insert(List<AuditRecord> records) {
            if (broken) {
              throw new IllegalStateException("database is away");
            }
            statements.add(records.size());
          }
        };
    writer = new AuditWriter(table, 100, Duration.ofSeconds(30), gathering);
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

  private static AuditRecord record() {
    return new AuditRecord(
        1,
        0,
        Instant.EPOCH,
        "emr",
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
