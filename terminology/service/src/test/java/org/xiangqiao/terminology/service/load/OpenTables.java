package org.xiangqiao.terminology.service.load;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.terminology.pinyin.Pinyin;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.ConceptTextIndex;
import org.xiangqiao.terminology.service.table.CodeSystemVersions;
import org.xiangqiao.terminology.service.table.StoredCodeSystems;

/** Imported code systems over a database of their own, and short words for what tests do. */
final class OpenTables implements AutoCloseable {

  static final Caller CALLER = OpenStore.CALLER;

  final OpenStore store = OpenStore.open();
  final JdbcTemplate jdbc = store.jdbc();
  final TransactionTemplate transaction =
      new TransactionTemplate(new DataSourceTransactionManager(jdbc.getDataSource()));
  final CodeSystemVersions versions = new CodeSystemVersions(jdbc);
  final StoredCodeSystems systems =
      new StoredCodeSystems(jdbc, OpenStore.FHIR, ConceptTextIndex.none());
  final VersionSwitch versionSwitch =
      new VersionSwitch(versions, systems, store.opened().store(), transaction, OpenStore.FHIR);
  final LoadLimits limits = limits(10_000, 4 << 20);
  final LoadJobs jobs = new LoadJobs(jdbc, transaction, limits);
  final LoadLease lease = new LoadLease(jdbc, limits);
  final LoadRun run = run(limits);

  /**
   * @param row longest row
   * @param batch characters of a batch
   */
  static LoadLimits limits(int row, long batch) {
    return new LoadLimits(
        null,
        64 << 20,
        row,
        64 << 20,
        200_000,
        1_000,
        100,
        batch,
        5,
        5,
        Duration.ofMinutes(1),
        Duration.ofHours(1));
  }

  LoadRun run(LoadLimits other) {
    return new LoadRun(
        jdbc,
        transaction,
        other,
        lease,
        versionSwitch,
        new PinyinNames(Pinyin.load()),
        OpenStore.FHIR);
  }

  static LoadOptions options(String format) {
    return LoadOptions.ofFormat(format);
  }

  /** Gives options back as JSON says, for example {@code {"hierarchy":"none"}}. */
  static LoadOptions options(String format, String more) {
    return LoadOptions.of("{\"format\":\"" + format + "\"," + more + "}");
  }

  UUID begin(String url, String version, LoadOptions options, byte[] file) {
    try {
      return jobs.load(CALLER, url, version, options, new ByteArrayInputStream(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Loads and gives the job as it ended. */
  LoadJob load(String url, String version, LoadOptions options, byte[] file) {
    UUID id = begin(url, version, options, file);
    work(() -> false);
    return job(id);
  }

  LoadJob load(String url, String version, LoadOptions options, String file) {
    return load(url, version, options, file.getBytes(StandardCharsets.UTF_8));
  }

  LoadRun.End work(BooleanSupplier stopping) {
    return run.run(lease.take().orElseThrow(), stopping);
  }

  LoadJob job(UUID id) {
    return jobs.find(CALLER.tenantId(), id).orElseThrow();
  }

  CodeSystemContent current(String url) {
    return systems.codeSystems(CALLER.tenantId(), url).get(0);
  }

  @Override
  public void close() {
    store.close();
  }
}
