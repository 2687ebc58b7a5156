package org.xiangqiao.integration.insurance.catalogue;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.xiangqiao.mappings.insurance.Transaction;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.mappings.insurance.catalogue.CatalogueDefinition;

/** Catalogues of all institutions of this server (目录管理): asked for, worked on, reported. */
public final class CatalogueDesk implements AutoCloseable {

  private final Set<String> known;
  private final TransactionTable table;
  private final Jobs jobs;
  private final CatalogueReport report;
  private final CatalogueWorker worker;

  /**
   * @param tenants by institution
   * @param districts by institution
   * @param lease longer than one message to the platform takes at most
   * @param further what is done beside downloads
   */
  public CatalogueDesk(
      Map<String, Integer> tenants,
      Function<String, String> districts,
      CatalogueSettings settings,
      TransactionTable table,
      Platforms platforms,
      CodeSystems codes,
      List<Catalogue> further,
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      Duration lease,
      Clock clock) {
    List<Catalogue> all =
        new ArrayList<>(DownloadList.of(table, settings, jdbc, codes, districts, clock));
    all.addAll(further);
    Map<String, Catalogue> byNumber = new LinkedHashMap<>();
    all.forEach(one -> byNumber.put(one.infno(), one));
    this.known = Set.copyOf(byNumber.keySet());
    this.table = table;
    this.jobs = new Jobs(jdbc, transactions, lease);
    this.report = new CatalogueReport(jdbc);
    this.worker = new CatalogueWorker(tenants, byNumber, settings, platforms::of, jobs, clock);
  }

  /** How an institution's platform is asked. */
  @FunctionalInterface
  public interface Platforms {

    Asking of(String institution);
  }

  /** Whether it can be asked for: its fields are known. */
  public boolean knows(String catalogue) {
    return known.contains(catalogue);
  }

  /** Name (交易名称) of one that can be fetched once the operator has completed its fields. */
  public Optional<String> incomplete(String catalogue) {
    return CatalogueDefinition.listed(catalogue) && !knows(catalogue)
        ? table.find(catalogue).map(Transaction::nameZh)
        : Optional.empty();
  }

  /** Has it done now, or goes on with it. */
  public void want(int tenantId, String institution, String catalogue) {
    jobs.want(tenantId, institution, catalogue);
    worker.lookNow();
  }

  public CatalogueReport report() {
    return report;
  }

  public void start() {
    worker.start();
  }

  @Override
  public void close() {
    worker.close();
  }
}
