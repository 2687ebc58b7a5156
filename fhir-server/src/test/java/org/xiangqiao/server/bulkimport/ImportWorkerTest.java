package org.xiangqiao.server.bulkimport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xiangqiao.server.bulkimport.ImportFiles.Kept;
import org.xiangqiao.store.OpenStore;

/** Jobs that break their worker, wait for others, end, and are forgotten with their files. */
class ImportWorkerTest {

  private static final String ROW = "{\"resourceType\":\"Organization\",\"id\":\"%s\"}\n";

  @TempDir Path directory;

  private final AtomicInteger met = new AtomicInteger();
  private OpenImports imports;

  @BeforeEach
  void open() {
    imports =
        new OpenImports(
            directory,
            ImportSettingsOf.defaultsAnd(
                "max-attempts", "3", "batch-rows", "1", "keep", "1d", "source-silence", "500ms"),
            (caller, changes) -> {
              if (changes.stream().anyMatch(change -> change.id().equals("poison"))) {
                met.incrementAndGet();
                throw new OutOfMemoryError("not really");
              }
            });
  }

  @AfterEach
  void close() throws InterruptedException {
    imports.worker.destroy();
    imports.close();
  }

  @Test
  void aJobThatBreaksItsWorkerAgainAndAgainFailsAndTheNextOneIsDone() throws IOException {
    imports.file("bad.ndjson", ROW.formatted("first") + ROW.formatted("poison"));
    imports.file("good.ndjson", ROW.formatted("good"));
    UUID bad = imports.begin("Organization", "file:bad.ndjson");
    for (int i = 0; i < 10; i++) {
      imports.worker.work();
      imports.leasesRunOut();
    }
    UUID good = imports.begin("Organization", "file:good.ndjson");
    imports.worker.work();

    ImportJob failed = imports.find(bad);
    assertThat(failed.state()).isEqualTo("failed");
    assertThat(failed.problem()).isEqualTo("import-attempts");
    assertThat(failed.problemArguments()).containsExactly("3");
    assertThat(failed.inputs().get(0).created()).isEqualTo(1);
    // The first attempt got on, so it does not count.
    assertThat(met).hasValue(4);
    assertThat(imports.find(good).state()).isEqualTo("done");
  }

  @Test
  void aServerThatStopsMakesNoAttempt() throws IOException {
    imports.file("in.ndjson", ROW.formatted("a"));
    UUID id = imports.begin("Organization", "file:in.ndjson");
    for (int i = 0; i < 10; i++) {
      imports.lease.giveBack(imports.take());
    }
    imports.worker.work();
    assertThat(imports.find(id).state()).isEqualTo("done");
  }

  @Test
  void aSourceThatDoesNotAnswerIsTriedAgainAndThenNamedByItsHost() {
    UUID id = imports.begin("Organization", "http://127.0.0.1:1/secret/Patient.ndjson");
    imports.worker.work();
    assertThat(imports.find(id).state()).isEqualTo("waiting");
    assertThat(imports.queue.take(ImportLease.LEASE)).isEmpty();
    for (int i = 0; i < 2; i++) {
      imports.leasesRunOut();
      imports.worker.work();
    }
    ImportJob failed = imports.find(id);
    assertThat(failed.state()).isEqualTo("failed");
    assertThat(failed.problem()).isEqualTo("import-source-unreadable");
    assertThat(failed.problemArguments()).containsExactly("0", "127.0.0.1");
  }

  @Test
  void theTimeOfAJobCountsFromItsEnd() throws IOException {
    imports.file("in.ndjson", ROW.formatted("a"));
    UUID id = imports.begin("Organization", "file:in.ndjson");
    assertThat(imports.find(id).expiresAt()).isNull();
    imports.store.jdbc().update("update import_job set created_at = now() - interval '30 days'");
    imports.sweep.clean();
    ImportJob running = imports.take();
    imports.sweep.clean();
    imports.run.run(running, () -> false);
    assertThat(imports.find(id).expiresAt())
        .isBetween(
            Instant.now().plus(Duration.ofHours(23)), Instant.now().plus(Duration.ofDays(1)));
    imports.store.jdbc().update("update import_job set expires_at = now() - interval '1 second'");
    imports.sweep.clean();
    assertThat(imports.table.find(OpenStore.CALLER, id)).isEmpty();
  }

  @Test
  void filesThatNoJobNeedsAreSwept() throws IOException {
    UUID receiving = imports.begin("Organization", "upload:");
    UUID done = imports.begin("Organization", "upload:");
    UUID cancelled = UUID.randomUUID();
    List.of(receiving, cancelled).forEach(this::kept);
    imports.table.uploaded(done, 0, kept(done));
    imports.worker.work();
    assertThat(imports.find(done).state()).isEqualTo("done");
    kept(done);
    Path operators = Files.createDirectories(directory.resolve(".jobs/lost+found"));

    imports.sweep.clean();

    assertThat(imports.files.jobs()).containsExactly(receiving);
    assertThat(operators).exists();
  }

  @Test
  void theFirstUploadOfAPartCounts() throws IOException {
    UUID id = imports.begin("Organization", "upload:");
    Kept first = kept(id);
    Kept second = kept(id);
    assertThat(imports.table.uploaded(id, 0, second)).isTrue();
    assertThat(imports.table.uploaded(id, 0, first)).isFalse();
    imports.files.discard(id, 0, first);
    ImportInput input = imports.table.inputs(id).get(0);
    assertThat(input.kept()).isEqualTo(second.name());
    imports.worker.work();
    assertThat(imports.find(id).inputs().get(0).created()).isEqualTo(1);
  }

  private Kept kept(UUID job) {
    byte[] row = ROW.formatted("kept").getBytes(StandardCharsets.UTF_8);
    try {
      return imports.files.keep(job, 0, new ByteArrayInputStream(row), -1, () -> {});
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
