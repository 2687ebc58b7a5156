package org.xiangqiao.server.bulkimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;
import org.xiangqiao.server.rest.body.ResourceReader;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.store.OpenStore;

/** A job goes on exactly where its last transaction left it, whoever takes it. */
class ImportRunTest {

  private static final ImportSettings SETTINGS =
      new ImportSettings(
          List.of(),
          null,
          5,
          10,
          DataSize.ofMegabytes(1),
          DataSize.ofKilobytes(2),
          DataSize.ofMegabytes(10),
          3,
          Duration.ofDays(1),
          Duration.ofSeconds(1));

  @TempDir Path directory;

  private OpenStore store;
  private ImportTable table;
  private ImportProgress progress;
  private ImportRun run;

  @BeforeEach
  void open() {
    store =
        OpenStore.open(
            (caller, changes) -> {
              if (changes.stream().anyMatch(change -> change.id().equals("poison"))) {
                throw new IllegalArgumentException("no place");
              }
            });
    TransactionTemplate transaction =
        new TransactionTemplate(new DataSourceTransactionManager(store.dataSource()));
    table = new ImportTable(store.jdbc(), transaction);
    progress = new ImportProgress(store.jdbc(), transaction, SETTINGS.maxProblems());
    OperationOutcomes outcomes = new OperationOutcomes(OpenStore.FHIR);
    int longest = (int) SETTINGS.maxRow().toBytes();
    run =
        new ImportRun(
            new ImportFiles(directory, SETTINGS.maxUpload().toBytes()),
            new RowParser(new ResourceReader(OpenStore.FHIR, 100), outcomes, longest),
            new RowWriter(store.store(), transaction, outcomes, OpenStore.FHIR),
            progress,
            SETTINGS,
            ForkJoinPool.commonPool());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aJobThatWasStoppedGoesOnAtItsPosition() throws IOException {
    UUID id = begin(rows(95));
    AtomicInteger asked = new AtomicInteger();
    ImportJob job = take();
    assertThatThrownBy(() -> run.run(job, () -> asked.incrementAndGet() > 3))
        .isInstanceOf(ImportRun.Stopped.class);
    ImportInput halfway = table.inputs(id).get(0);
    assertThat(halfway.created()).isEqualTo(30);
    assertThat(halfway.line()).isEqualTo(30);
    assertThat(Files.readString(directory.resolve("in.ndjson")).substring((int) halfway.position()))
        .startsWith("{\"resourceType\":\"Organization\",\"id\":\"r-30\"");
    progress.giveBack(job);

    run.run(take(), () -> false);

    ImportInput done = table.inputs(id).get(0);
    assertThat(done.created()).isEqualTo(95);
    assertThat(done.unchanged() + done.updated() + done.failed()).isZero();
    assertThat(state(id)).isEqualTo("done");
    assertThat(store.ids("Organization", "_count", "200")).hasSize(95);
  }

  @Test
  void whoLostTheLeaseWritesNothing() throws IOException {
    UUID id = begin(rows(20));
    ImportJob slow = take();
    store.jdbc().update("update import_job set lease_until = '-infinity'");
    ImportJob other = take();
    assertThat(other.fence()).isGreaterThan(slow.fence());
    assertThatThrownBy(() -> run.run(slow, () -> false)).isInstanceOf(ImportProgress.Lost.class);
    assertThat(store.ids("Organization")).isEmpty();
    run.run(other, () -> false);
    assertThat(table.inputs(id).get(0).created()).isEqualTo(20);
    store.jdbc().update("delete from import_job");
    assertThatThrownBy(() -> progress.keep(other)).isInstanceOf(ImportProgress.Lost.class);
  }

  @Test
  void aRowThatFailsWithoutAPlaceIsFoundByHalving() throws IOException {
    UUID id = begin(rows(17) + organization("poison", "") + "\n" + rows(19).substring(0));
    run.run(take(), () -> false);
    ImportInput done = table.inputs(id).get(0);
    assertThat(done.created()).isEqualTo(19);
    assertThat(done.unchanged()).isEqualTo(17);
    assertThat(done.failed()).isEqualTo(1);
    assertThat(problems(id)).containsExactly("18 import-row-failed");
    assertThat(done.position()).isEqualTo(Files.size(directory.resolve("in.ndjson")));
  }

  @Test
  void theSameResourceTwiceInABatchIsWrittenTwice() throws IOException {
    UUID id =
        begin(
            organization("two", ",\"name\":\"first\"")
                + "\n"
                + organization("two", ",\"name\":\"second\""));
    run.run(take(), () -> false);
    assertThat(table.inputs(id).get(0).updated()).isEqualTo(1);
    assertThat(store.read("Organization", "two").json()).contains("second");
  }

  @Test
  void rowsThatReferToEachOtherInChainsAndCirclesAreLoaded() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      rows.append(partOf("chain-" + i, i == 39 ? null : "chain-" + (i + 1))).append('\n');
    }
    rows.append(partOf("left", "right")).append('\n');
    rows.append(rows(20));
    rows.append(partOf("right", "left")).append('\n');
    rows.append(partOf("lost", "nobody")).append('\n');
    UUID id = begin(rows.toString());
    run.run(take(), () -> false);
    assertThat(table.inputs(id).get(0).created()).isEqualTo(62);
    assertThat(problems(id)).containsExactly("63 reference-to-nothing");
    assertThat(store.jdbc().queryForObject("select count(*) from import_deferred", Integer.class))
        .isZero();
  }

  @Test
  void tooLongRowsAreSkippedAndOnlySoManyReported() throws IOException {
    UUID id =
        begin(
            organization("long", ",\"name\":\"" + "x".repeat(3000) + "\"")
                + "\n{}\n{}\n{}\n{}\n{}\n"
                + organization("last", ""));
    run.run(take(), () -> false);
    ImportInput done = table.inputs(id).get(0);
    assertThat(done.created()).isEqualTo(1);
    assertThat(done.failed()).isEqualTo(6);
    assertThat(problems(id)).hasSize(3).contains("1 import-row-too-long");
    assertThat(done.line()).isEqualTo(7);
  }

  @Test
  void aFileThatIsAnotherOneNowEndsTheJob() throws IOException {
    begin(rows(30));
    AtomicInteger asked = new AtomicInteger();
    ImportJob job = take();
    assertThatThrownBy(() -> run.run(job, () -> asked.incrementAndGet() > 1))
        .isInstanceOf(ImportRun.Stopped.class);
    progress.giveBack(job);
    Files.writeString(directory.resolve("in.ndjson"), rows(31));
    ImportJob again = take();
    assertThatThrownBy(() -> run.run(again, () -> false))
        .isInstanceOfSatisfying(
            ImportRun.Unreadable.class,
            failure -> assertThat(failure.rule()).isEqualTo("import-source-changed"));
  }

  private UUID begin(String content) throws IOException {
    Files.writeString(directory.resolve("in.ndjson"), content);
    return table
        .insert(
            OpenStore.CALLER,
            "http://localhost/fhir/$import",
            new ImportManifest(List.of(new ImportManifest.Input("Organization", "file:in.ndjson"))),
            SETTINGS)
        .orElseThrow();
  }

  private ImportJob take() {
    return table.take(ImportProgress.LEASE).orElseThrow();
  }

  private String state(UUID id) {
    return table.find(OpenStore.CALLER, id).orElseThrow().state();
  }

  private List<String> problems(UUID id) {
    return store
        .jdbc()
        .queryForList(
            "select line || ' ' || (outcome::json #>> '{issue,0,details,coding,0,code}')"
                + " from import_problem where job_id = ? order by line",
            String.class,
            id);
  }

  private static String rows(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> organization("r-" + i, "") + "\n")
        .collect(Collectors.joining());
  }

  private static String partOf(String id, String parent) {
    return organization(
        id, parent == null ? "" : ",\"partOf\":{\"reference\":\"Organization/" + parent + "\"}");
  }

  private static String organization(String id, String rest) {
    return "{\"resourceType\":\"Organization\",\"id\":\"" + id + "\"" + rest + "}";
  }
}
