package org.xiangqiao.server.bulkimport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.server.rest.body.ResourceReader;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.WriteParticipant;

/** Jobs over a store of their own, without a server. */
final class OpenImports implements AutoCloseable {

  final OpenStore store;
  final ImportTable table;
  final ImportQueue queue;
  final ImportLease lease;
  final ImportFiles files;
  final ImportSweep sweep;
  final ImportRun run;
  final ImportWorker worker;
  private final Path directory;
  private final ImportSettings settings;

  OpenImports(Path directory, ImportSettings settings, WriteParticipant participant) {
    this.directory = directory;
    this.settings = settings;
    store = OpenStore.open(participant);
    JdbcTemplate jdbc = store.jdbc();
    TransactionTemplate transaction =
        new TransactionTemplate(new DataSourceTransactionManager(store.dataSource()));
    OperationOutcomes outcomes = new OperationOutcomes(OpenStore.FHIR);
    table = new ImportTable(jdbc, transaction);
    queue = new ImportQueue(jdbc, transaction, settings);
    lease = new ImportLease(jdbc, settings);
    files = new ImportFiles(directory, settings.maxUpload().toBytes(), 0);
    sweep = new ImportSweep(queue, files);
    run =
        ImportRun.of(
            files,
            new RowParser(
                new ResourceReader(OpenStore.FHIR, 100),
                outcomes,
                (int) settings.maxRow().toBytes()),
            new RowWriter(store.store(), transaction, new RowProblems(outcomes, OpenStore.FHIR)),
            lease,
            jdbc,
            transaction,
            settings);
    worker = new ImportWorker(queue, lease, sweep, run);
  }

  /** A file in the county's folder. */
  Path file(String name, String content) throws IOException {
    Path file = directory.resolve(String.valueOf(OpenStore.CALLER.tenantId())).resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  /** A job of one type. */
  UUID begin(String type, String... sources) {
    return table
        .insert(
            OpenStore.CALLER,
            "http://localhost/fhir/$import",
            new ImportManifest(
                List.of(sources).stream()
                    .map(source -> new ImportManifest.Input(type, source))
                    .toList()),
            settings.maxPerClient(),
            settings.keep())
        .orElseThrow();
  }

  ImportJob take() {
    return queue.take(ImportLease.LEASE).orElseThrow();
  }

  ImportJob find(UUID id) {
    return table.find(OpenStore.CALLER, id).orElseThrow();
  }

  /** Whoever worked on something is gone. */
  void leasesRunOut() {
    store.jdbc().update("update import_job set lease_until = '-infinity'");
  }

  /** Line and rule of each refused row. */
  List<String> problems(UUID id) {
    return store
        .jdbc()
        .queryForList(
            "select line || ' ' || (outcome::json #>> '{issue,0,details,coding,0,code}')"
                + " from import_problem where job_id = ? order by number, line",
            String.class,
            id);
  }

  @Override
  public void close() {
    store.close();
  }
}
