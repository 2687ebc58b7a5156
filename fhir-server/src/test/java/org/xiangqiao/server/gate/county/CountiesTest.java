package org.xiangqiao.server.gate.county;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xiangqiao.store.OpenStore.CALLER;
import static org.xiangqiao.store.OpenStore.FHIR;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.server.definition.BaseDefinitions;
import org.xiangqiao.server.fhirpackage.ShippedDefinitions;
import org.xiangqiao.server.fhirpackage.installed.PackageLimits;
import org.xiangqiao.server.fhirpackage.installed.Packages;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.terminology.published.PublishedDefinitions;

/** Callers inside of a write's transaction. */
class CountiesTest {

  private static final BaseDefinitions BASE = new BaseDefinitions(new PublishedDefinitions(FHIR));

  private final OpenStore open = OpenStore.open();
  private final HikariDataSource pool = onlyConnection();
  private final TransactionTemplate transaction =
      new TransactionTemplate(new DataSourceTransactionManager(pool));

  private HikariDataSource onlyConnection() {
    HikariConfig config = new HikariConfig();
    config.setDataSource(open.dataSource());
    config.setMaximumPoolSize(1);
    return new HikariDataSource(config);
  }

  private Counties counties() {
    Packages packages =
        new Packages(
            new JdbcTemplate(pool),
            new DataSourceTransactionManager(pool),
            FHIR,
            BASE,
            new ShippedDefinitions(FHIR),
            PackageLimits.defaults());
    return new Counties(
        new JdbcTemplate(pool),
        new Counties.Sources(
            FHIR, BASE, new ShippedDefinitions(FHIR), packages, () -> tenant -> url -> List.of()),
        new DefinitionWrites(),
        Duration.ofHours(1),
        4);
  }

  @AfterEach
  void close() {
    pool.close();
    open.close();
  }

  @Test
  void whoHoldsTheLastConnectionDoesNotWaitForWhoNeedsOne() {
    Counties counties = counties();
    CompletableFuture<County> other = new CompletableFuture<>();
    County own =
        transaction.execute(
            status -> {
              new JdbcTemplate(pool).queryForObject("select 1", Integer.class);
              other.completeAsync(() -> counties.of(CALLER.tenantId()));
              while (pool.getHikariPoolMXBean().getThreadsAwaitingConnection() == 0) {
                Thread.onSpinWait();
              }
              return counties.of(CALLER.tenantId());
            });
    assertThat(other.orTimeout(60, TimeUnit.SECONDS).join().state()).isEqualTo(own.state());
  }

  @Test
  void whatIsNotCommittedIsNotLeftToOthers() {
    ValueSet set = new ValueSet();
    set.setId("a");
    open.store().write(CALLER, List.of(new WriteOperation.Update(set, null, null, null)));
    Counties fresh = counties();
    String uncommitted =
        transaction.execute(
            status -> {
              new JdbcTemplate(pool)
                  .update("update resource_valueset set version = version + 1 where tenant_id = 7");
              String state = fresh.of(CALLER.tenantId()).state();
              status.setRollbackOnly();
              return state;
            });
    assertThat(fresh.of(CALLER.tenantId()).state()).isNotEqualTo(uncommitted);
  }

  /** A definition that was rolled back may come again with the same number. */
  @Test
  void theSameVersionWrittenAtAnotherTimeIsAnotherState() {
    ValueSet set = new ValueSet();
    set.setId("a");
    open.store().write(CALLER, List.of(new WriteOperation.Update(set, null, null, null)));
    String before = counties().of(CALLER.tenantId()).state();
    open.jdbc().update("update resource_valueset set last_updated = last_updated + interval '1 s'");
    assertThat(counties().of(CALLER.tenantId()).state()).isNotEqualTo(before);
  }
}
