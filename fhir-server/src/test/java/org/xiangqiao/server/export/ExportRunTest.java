package org.xiangqiao.server.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.xiangqiao.store.OpenStore.CALLER;
import static org.xiangqiao.store.OpenStore.FHIR;
import static org.xiangqiao.store.OpenStore.patient;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;
import org.xiangqiao.server.export.ExportFile.Kind;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.store.WriteParticipant;
import org.xiangqiao.store.export.ExportSelection.Compartments;

/** Workers on a real database and disk: stopped, taken over from, beside writers. */
class ExportRunTest {

  private static final ObjectMapper JSON = new ObjectMapper().findAndRegisterModules();

  @TempDir private Path disk;
  private OpenStore open;
  private ExportDirectory directory;

  @BeforeEach
  void begin() {
    open = OpenStore.open();
    directory = new ExportDirectory(disk.resolve("export"));
  }

  @AfterEach
  void end() {
    open.close();
  }

  @Test
  void goesOnWhereAStoppedWorkerWasAndCutsOffWhatWasNotCommitted() throws Exception {
    Set<String> there = patients(300);
    ExportTable table = table(settings(10, 100));
    UUID id = start(table, patients(null));
    ExportJob first = table.take(directory.id()).orElseThrow();
    stopAfter(table, first, 100);

    List<ExportFile> committed = table.files(id);
    assertThat(committed).isNotEmpty();
    Path cut = directory.of(id).resolve(committed.get(committed.size() - 1).name());
    Files.writeString(cut, "{\"half\":", StandardOpenOption.APPEND);
    Files.writeString(directory.of(id).resolve("Patient.1.99.ndjson"), "{\"lost\":1}\n");

    assertThat(table.take(directory.id())).as("its lease has not run out").isEmpty();
    table.release(first);
    ExportJob second = table.take(directory.id()).orElseThrow();
    assertThat(second.attempt()).isEqualTo(2);
    assertThat(second.position()).isPositive();
    run(table, second, new AtomicBoolean());

    assertThat(view(table, id).done()).isTrue();
    assertThat(ids(table, id)).containsExactlyInAnyOrderElementsOf(there);
    for (ExportFile file : table.files(id)) {
      assertThat(Files.size(directory.of(id).resolve(file.name()))).isEqualTo(file.bytes());
    }
    assertThat(names(directory.of(id)))
        .containsExactlyInAnyOrderElementsOf(
            table.files(id).stream().map(ExportFile::name).toList());
  }

  /** A worker that was only asleep wakes up while another does its work. */
  @Test
  void formerWorkerWritesNothingMore() throws Exception {
    Set<String> there = patients(300);
    ExportTable table = table(settings(10, 1000));
    UUID id = start(table, patients(null));
    ExportJob first = table.take(directory.id()).orElseThrow();
    stopAfter(table, first, 50);
    table.release(first);
    ExportJob second = table.take(directory.id()).orElseThrow();
    run(table, second, new AtomicBoolean());

    assertThatThrownBy(() -> run(table, first, new AtomicBoolean()))
        .isInstanceOf(ExportAbandonedException.class);
    assertThatThrownBy(() -> table.fail(first, "internal"))
        .isInstanceOf(ExportAbandonedException.class);
    assertThat(view(table, id).done()).isTrue();
    assertThat(ids(table, id)).containsExactlyInAnyOrderElementsOf(there);
  }

  @Test
  void jobsWithFilesElsewhereAreForTheirOwnNodes() throws Exception {
    patients(30);
    ExportTable table = table(settings(10, 1000));
    start(table, patients(null));
    ExportJob first = table.take(directory.id()).orElseThrow();
    table.release(first);
    assertThat(table.take(UUID.randomUUID())).isEmpty();
    assertThat(table.take(directory.id())).isPresent();
    assertThat(new ExportDirectory(disk.resolve("export")).id())
        .as("nodes that share a directory know it")
        .isEqualTo(directory.id());
  }

  @Test
  void diskThatIsNeededForOtherThingsIsLeftAlone() {
    patients(30);
    ExportSettings greedy =
        new ExportSettings(
            null,
            1,
            10,
            10,
            DataSize.ofGigabytes(1),
            Duration.ofHours(1),
            9,
            9,
            9,
            DataSize.ofTerabytes(1000),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1));
    ExportTable table = table(greedy);
    start(table, patients(null));
    ExportJob job = table.take(directory.id()).orElseThrow();
    assertThatThrownBy(
            () ->
                new ExportRun(
                        job,
                        open.opened().exports(),
                        table,
                        directory,
                        greedy,
                        FHIR,
                        new OperationOutcomes(FHIR),
                        new AtomicBoolean())
                    .run())
        .isInstanceOf(SliceFiles.DiskFullException.class);
  }

  @Test
  void whatCommitsLateComesWithTheNextExport() throws Exception {
    patients(3);
    ExportTable table = table(settings(10, 1000));
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch mayCommit = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(1);
    Future<String> slow =
        threads.submit(
            () ->
                create(
                    (caller, changes) -> {
                      written.countDown();
                      waitFor(mayCommit);
                    }));
    written.await();
    String after = open.create(patient()).id();
    UUID first = export(table, patients(null));
    mayCommit.countDown();
    String late = slow.get();
    UUID second = export(table, patients(view(table, first).transactionTime()));

    assertThat(ids(table, first)).contains(after).doesNotContain(late);
    assertThat(ids(table, second)).contains(late, after).hasSize(2);
    threads.shutdown();
  }

  /**
   * Writers that create, change and delete in transactions that stay open for up to 50 ms; a client
   * that follows by exports has in the end what the change feed says.
   */
  @Test
  void clientThatFollowsByExportsMissesNothing() throws Exception {
    ExportTable table = table(settings(7, 50));
    int writers = 6;
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    List<Future<?>> work = new ArrayList<>();
    for (int writer = 0; writer < writers; writer++) {
      work.add(threads.submit(() -> write(60)));
    }
    Map<String, Long> replica = new HashMap<>();
    Instant since = null;
    int exports = 0;
    boolean last = false;
    while (!last) {
      last = work.stream().allMatch(Future::isDone);
      // An export is complete to the millisecond before its time.
      LockSupport.parkNanos(5_000_000);
      UUID id = export(table, patients(since));
      since = view(table, id).transactionTime();
      List<JsonNode> resources = lines(table, id, Kind.OUTPUT);
      assertThat(resources.stream().map(line -> line.get("id").asText())).doesNotHaveDuplicates();
      resources.forEach(
          line ->
              replica.merge(
                  line.get("id").asText(), line.at("/meta/versionId").asLong(), Math::max));
      for (JsonNode deletion : lines(table, id, Kind.DELETED)) {
        replica.remove(deletion.at("/entry/0/request/url").asText().substring("Patient/".length()));
      }
      exports++;
    }
    for (Future<?> each : work) {
      each.get();
    }
    Map<String, Long> truth = new HashMap<>();
    open.jdbc()
        .query(
            "select fhir_id, effect, version from change_feed where tenant_id = ? order by version",
            row -> {
              if (row.getInt(2) == 3) {
                truth.remove(row.getString(1));
              } else {
                truth.put(row.getString(1), row.getLong(3));
              }
            },
            CALLER.tenantId());
    assertThat(truth).hasSizeGreaterThan(30);
    assertThat(exports).isGreaterThan(2);
    assertThat(replica).isEqualTo(truth);
    threads.shutdown();
  }

  private void write(int times) {
    List<String> own = new ArrayList<>();
    ThreadLocalRandom random = ThreadLocalRandom.current();
    for (int i = 0; i < times; i++) {
      long nanos = random.nextLong(50_000_000);
      WriteParticipant slow = (caller, changes) -> LockSupport.parkNanos(nanos);
      int what = own.isEmpty() ? 0 : random.nextInt(4);
      if (what < 2) {
        own.add(create(slow));
      } else if (what == 2) {
        Patient changed = patient();
        changed.setId(own.get(random.nextInt(own.size())));
        write(new WriteOperation.Update(changed, null, null, null), slow);
      } else {
        write(
            new WriteOperation.Delete(
                "Patient", own.remove(random.nextInt(own.size())), null, null),
            slow);
      }
    }
  }

  private String create(WriteParticipant participant) {
    return write(new WriteOperation.Create(patient(), null, null), participant).id();
  }

  private StoredResource write(WriteOperation operation, WriteParticipant participant) {
    return open.store().write(CALLER, List.of(operation), participant).get(0).resource();
  }

  private Set<String> patients(int number) {
    Set<String> ids = new HashSet<>();
    List<WriteOperation> all = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      all.add(new WriteOperation.Create(patient(), null, null));
    }
    open.store().write(CALLER, all).forEach(outcome -> ids.add(outcome.resource().id()));
    return ids;
  }

  private static ExportSpec patients(Instant since) {
    return new ExportSpec(
        Compartments.NONE, List.of("Immunization", "Patient"), since, Map.of(), List.of());
  }

  private static ExportSettings settings(int sliceRows, int linesPerFile) {
    return new ExportSettings(
        null,
        1,
        sliceRows,
        linesPerFile,
        DataSize.ofGigabytes(1),
        Duration.ofHours(1),
        1000,
        1000,
        1000,
        DataSize.ofMegabytes(1),
        Duration.ofSeconds(30),
        Duration.ofSeconds(1));
  }

  private ExportSettings used;

  private ExportTable table(ExportSettings settings) {
    used = settings;
    TransactionTemplate own =
        new TransactionTemplate(new DataSourceTransactionManager(open.dataSource()));
    own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    return new ExportTable(open.jdbc(), own, JSON, settings);
  }

  private static UUID start(ExportTable table, ExportSpec spec) {
    return table.insert(CALLER, "http://county.example/fhir/$export", spec, null).orElseThrow();
  }

  private UUID export(ExportTable table, ExportSpec spec) throws IOException {
    UUID id = start(table, spec);
    run(table, table.take(directory.id()).orElseThrow(), new AtomicBoolean());
    return id;
  }

  private void run(ExportTable table, ExportJob job, AtomicBoolean unwanted) throws IOException {
    new ExportRun(
            job,
            open.opened().exports(),
            table,
            directory,
            used,
            FHIR,
            new OperationOutcomes(FHIR),
            unwanted)
        .run();
  }

  /** Stops a worker in the middle of a slice: another transaction keeps its commit waiting. */
  private void stopAfter(ExportTable table, ExportJob job, int resources) throws Exception {
    AtomicBoolean unwanted = new AtomicBoolean();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    // Counted by a trigger, so that the moment does not depend on threads.
    open.jdbc()
        .execute(
            """
            create or replace function hold_export() returns trigger language plpgsql as $$
            begin
              if new.exported >= %d then perform pg_advisory_xact_lock(4711); end if;
              return new;
            end $$;
            create trigger hold_export before update on export_job
              for each row when (new.exported > old.exported) execute function hold_export()
            """
                .formatted(resources));
    try (var holder = open.dataSource().getConnection()) {
      holder.setAutoCommit(false);
      holder.createStatement().execute("select pg_advisory_xact_lock(4711)");
      Future<?> running =
          thread.submit(
              () -> {
                run(table, job, unwanted);
                return null;
              });
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  open.jdbc()
                          .queryForObject(
                              "select count(*) from pg_locks where locktype = 'advisory'"
                                  + " and not granted",
                              Integer.class)
                      == 1);
      unwanted.set(true);
      holder.rollback();
      assertThatThrownBy(running::get).hasCauseInstanceOf(ExportAbandonedException.class);
    } finally {
      thread.shutdownNow();
      open.jdbc().execute("drop trigger hold_export on export_job");
    }
  }

  private static ExportView view(ExportTable table, UUID id) {
    return table.find(CALLER, id).orElseThrow();
  }

  private List<String> ids(ExportTable table, UUID id) throws IOException {
    return lines(table, id, Kind.OUTPUT).stream().map(line -> line.get("id").asText()).toList();
  }

  private List<JsonNode> lines(ExportTable table, UUID id, Kind kind) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (ExportFile file : table.files(id)) {
      if (file.kind() == kind) {
        List<String> read = Files.readAllLines(directory.of(id).resolve(file.name()));
        assertThat(read).hasSize((int) file.lines());
        for (String line : read) {
          lines.add(JSON.readTree(line));
        }
      }
    }
    return lines;
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
