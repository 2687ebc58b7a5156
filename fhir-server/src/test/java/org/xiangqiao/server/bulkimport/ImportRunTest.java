package org.xiangqiao.server.bulkimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xiangqiao.store.Change;
import org.xiangqiao.store.OpenStore;

/** A job goes on exactly where its last transaction left it, whoever takes it. */
class ImportRunTest {

  @TempDir Path directory;

  private OpenImports imports;
  private OpenStore store;

  @BeforeEach
  void open() {
    imports =
        new OpenImports(
            directory,
            ImportSettingsOf.defaultsAnd(
                "batch-rows", "10", "max-row", "2KB", "max-problems", "3", "max-per-client", "5"),
            (caller, changes) -> {
              for (Change change : changes) {
                if (change.id().equals("poison")) {
                  throw new IllegalArgumentException("no place");
                }
                if (change.id().equals("entangled")) {
                  throw new StackOverflowError();
                }
              }
            });
    store = imports.store;
  }

  @AfterEach
  void close() {
    imports.close();
  }

  @Test
  void aJobThatWasStoppedGoesOnAtItsPosition() throws IOException {
    UUID id = begin(rows(95));
    AtomicInteger asked = new AtomicInteger();
    ImportJob job = imports.take();
    assertThatThrownBy(() -> imports.run.run(job, () -> asked.incrementAndGet() > 3))
        .isInstanceOf(ImportRun.Stopped.class);
    ImportInput halfway = input(id);
    assertThat(halfway.created()).isEqualTo(30);
    assertThat(halfway.line()).isEqualTo(30);
    assertThat(Files.readString(file()).substring((int) halfway.position()))
        .startsWith("{\"resourceType\":\"Organization\",\"id\":\"r-30\"");
    imports.lease.giveBack(job);

    run();

    ImportInput done = input(id);
    assertThat(done.created()).isEqualTo(95);
    assertThat(done.unchanged() + done.updated() + done.failed()).isZero();
    assertThat(imports.find(id).state()).isEqualTo("done");
    assertThat(store.ids("Organization", "_count", "200")).hasSize(95);
  }

  @Test
  void whoLostTheLeaseWritesNothing() throws IOException {
    UUID id = begin(rows(20));
    ImportJob slow = imports.take();
    imports.leasesRunOut();
    ImportJob other = imports.take();
    assertThat(other.fence()).isGreaterThan(slow.fence());
    assertThatThrownBy(() -> imports.run.run(slow, () -> false))
        .isInstanceOf(ImportLease.Lost.class);
    assertThat(store.ids("Organization")).isEmpty();
    imports.run.run(other, () -> false);
    assertThat(input(id).created()).isEqualTo(20);
    store.jdbc().update("delete from import_job");
    assertThatThrownBy(() -> imports.lease.keep(other)).isInstanceOf(ImportLease.Lost.class);
  }

  @Test
  void aRowThatFailsWithoutAPlaceIsFoundByHalving() throws IOException {
    UUID id = begin(rows(17) + organization("poison", "") + "\n" + rows(19).substring(0));
    run();
    ImportInput done = input(id);
    assertThat(done.created()).isEqualTo(19);
    assertThat(done.unchanged()).isEqualTo(17);
    assertThat(done.failed()).isEqualTo(1);
    assertThat(imports.problems(id)).containsExactly("18 import-row-failed");
    assertThat(done.position()).isEqualTo(Files.size(file()));
  }

  @Test
  void aRowThatNobodyCanFollowIsRefusedAlone() throws IOException {
    UUID id = begin(rows(5) + organization("entangled", "") + "\n" + organization("last", ""));
    run();
    assertThat(input(id).created()).isEqualTo(6);
    assertThat(imports.problems(id)).containsExactly("6 import-row-failed");
  }

  @Test
  void theSameResourceTwiceInABatchIsWrittenTwice() throws IOException {
    UUID id =
        begin(
            organization("two", ",\"name\":\"first\"")
                + "\n"
                + organization("two", ",\"name\":\"second\""));
    run();
    assertThat(input(id).updated()).isEqualTo(1);
    assertThat(store.read("Organization", "two").json()).contains("second");
  }

  @Test
  void tooLongRowsAreSkippedAndOnlySoManyReported() throws IOException {
    UUID id =
        begin(
            organization("long", ",\"name\":\"" + "x".repeat(3000) + "\"")
                + "\n{}\n{}\n{}\n{}\n{}\n"
                + organization("last", ""));
    run();
    ImportInput done = input(id);
    assertThat(done.created()).isEqualTo(1);
    assertThat(done.failed()).isEqualTo(6);
    assertThat(imports.problems(id)).hasSize(3).contains("1 import-row-too-long");
    assertThat(done.line()).isEqualTo(7);
  }

  @Test
  void aFileThatIsAnotherOneNowEndsTheJob() throws IOException {
    begin(rows(30));
    AtomicInteger asked = new AtomicInteger();
    ImportJob job = imports.take();
    assertThatThrownBy(() -> imports.run.run(job, () -> asked.incrementAndGet() > 1))
        .isInstanceOf(ImportRun.Stopped.class);
    imports.lease.giveBack(job);
    Files.writeString(file(), rows(31));
    ImportJob again = imports.take();
    assertThatThrownBy(() -> imports.run.run(again, () -> false))
        .isInstanceOfSatisfying(
            ImportInputs.Unreadable.class,
            failure -> assertThat(failure.rule()).isEqualTo("import-source-changed"));
  }

  private UUID begin(String content) throws IOException {
    imports.file("in.ndjson", content);
    return imports.begin("Organization", "file:in.ndjson");
  }

  private Path file() {
    return directory.resolve(String.valueOf(OpenStore.CALLER.tenantId())).resolve("in.ndjson");
  }

  private void run() {
    imports.run.run(imports.take(), () -> false);
  }

  private ImportInput input(UUID id) {
    return imports.table.inputs(id).get(0);
  }

  private static String rows(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> organization("r-" + i, "") + "\n")
        .collect(Collectors.joining());
  }

  private static String organization(String id, String rest) {
    return "{\"resourceType\":\"Organization\",\"id\":\"" + id + "\"" + rest + "}";
  }
}
