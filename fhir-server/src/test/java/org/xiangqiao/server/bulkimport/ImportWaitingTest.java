package org.xiangqiao.server.bulkimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xiangqiao.server.bulkimport.ImportProgress.Place;

/** Rows that refer to what comes later wait for it, in their place and not for ever. */
class ImportWaitingTest {

  @TempDir Path directory;

  private OpenImports imports;

  @AfterEach
  void close() {
    imports.close();
  }

  @Test
  void aRowThatWaitedIsNotWrittenOverALaterOne() throws IOException {
    open(100);
    UUID id =
        begin(
            partOf("again", "late").replace("}}", "},\"name\":\"old\"}")
                + "\n"
                + rows(20)
                + organization("again", ",\"name\":\"new\"")
                + "\n"
                + organization("late", ""));
    run();
    assertThat(imports.store.read("Organization", "again").json())
        .contains("new")
        .doesNotContain("old");
    assertThat(imports.store.read("Organization", "again").version()).isEqualTo(1);
    assertThat(input(id).superseded()).isEqualTo(1);
    assertThat(input(id).failed()).isZero();
    assertThat(imports.find(id).waiting()).isZero();
  }

  @Test
  void ofTwoRowsThatWaitTheLaterOneStays() throws IOException {
    open(100);
    UUID id =
        begin(
            partOf("same", "first")
                + "\n"
                + partOf("same", "second")
                + "\n"
                + partOf("first", "last")
                + "\n"
                + rows(20)
                + organization("second", "")
                + "\n"
                + organization("last", ""));
    run();
    assertThat(imports.store.read("Organization", "same").json()).contains("Organization/second");
    assertThat(imports.store.read("Organization", "same").version()).isEqualTo(1);
    assertThat(input(id).superseded()).isEqualTo(1);
    assertThat(input(id).created()).isEqualTo(24);
    assertThat(imports.find(id).waiting()).isZero();
  }

  @Test
  void rowsThatCannotWaitAreRefusedAndSaySo() throws IOException {
    open(3);
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      rows.append(partOf("early-" + i, "late")).append('\n');
    }
    UUID id = begin(rows + rows(10) + organization("late", ""));
    run();
    assertThat(input(id).created()).isEqualTo(14);
    assertThat(imports.problems(id))
        .containsExactly("4 reference-to-nothing", "5 reference-to-nothing");
    assertThat(
            imports
                .store
                .jdbc()
                .queryForList(
                    "select outcome::json #>> '{issue,1,details,coding,0,code}'"
                        + " from import_problem",
                    String.class))
        .containsOnly("import-too-many-waiting");
    assertThat(imports.find(id).waiting()).isZero();
  }

  @Test
  void rowsThatWaitAreReadInPartsThatFitTheMemory() throws IOException {
    open(100);
    begin(partOf("a", "x") + "\n" + partOf("b", "x") + "\n" + partOf("c", "x") + "\n" + rows(20));
    ImportJob job = imports.take();
    AtomicInteger asked = new AtomicInteger();
    assertThatThrownBy(() -> imports.run.run(job, () -> asked.incrementAndGet() > 2))
        .isInstanceOf(ImportRun.Stopped.class);
    ImportWaiting waiting = new ImportWaiting(imports.store.jdbc());
    List<Place> all = waiting.next(job, null, 10, Long.MAX_VALUE);
    assertThat(all).extracting(Place::id).containsExactly("a", "b", "c");
    int length = all.get(0).length();
    assertThat(waiting.next(job, null, 10, 2L * length)).hasSize(2);
    assertThat(waiting.next(job, all.get(1), 10, 1)).containsExactly(all.get(2));
  }

  @Test
  void rowsThatReferToEachOtherInChainsAndCirclesAreLoaded() throws IOException {
    open(100);
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      rows.append(partOf("chain-" + i, i == 39 ? null : "chain-" + (i + 1))).append('\n');
    }
    rows.append(partOf("left", "right")).append('\n');
    rows.append(rows(20));
    rows.append(partOf("right", "left")).append('\n');
    rows.append(partOf("lost", "nobody")).append('\n');
    UUID id = begin(rows.toString());
    run();
    assertThat(input(id).created()).isEqualTo(62);
    assertThat(imports.problems(id)).containsExactly("63 reference-to-nothing");
    assertThat(
            imports
                .store
                .jdbc()
                .queryForObject("select count(*) from import_deferred", Integer.class))
        .isZero();
  }

  private void open(int maxWaiting) {
    imports =
        new OpenImports(
            directory,
            ImportSettingsOf.defaultsAnd(
                "batch-rows", "10", "max-waiting", String.valueOf(maxWaiting)),
            (caller, changes) -> {});
  }

  private UUID begin(String content) throws IOException {
    imports.file("in.ndjson", content);
    return imports.begin("Organization", "file:in.ndjson");
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

  private static String partOf(String id, String parent) {
    return organization(
        id, parent == null ? "" : ",\"partOf\":{\"reference\":\"Organization/" + parent + "\"}");
  }

  private static String organization(String id, String rest) {
    return "{\"resourceType\":\"Organization\",\"id\":\"" + id + "\"" + rest + "}";
  }
}
