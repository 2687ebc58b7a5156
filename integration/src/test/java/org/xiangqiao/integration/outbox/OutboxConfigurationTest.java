package org.xiangqiao.integration.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.xiangqiao.integration.ledger.ExchangeLedger;
import org.xiangqiao.integration.ledger.LedgerConfiguration;
import org.xiangqiao.integration.ledger.LedgerRetentionSettings;
import org.xiangqiao.store.TestPostgres;
import org.xiangqiao.store.WriteParticipant;

class OutboxConfigurationTest {

  private final DataSource database = TestPostgres.database();

  private final ApplicationContextRunner context =
      new ApplicationContextRunner()
          .withBean(JdbcTemplate.class, () -> new JdbcTemplate(database))
          .withBean(
              DataSourceTransactionManager.class, () -> new DataSourceTransactionManager(database))
          .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
          .withUserConfiguration(LedgerConfiguration.class, OutboxConfiguration.class);

  @Test
  void ledgerAndOutboxStartWithDefaultsAndWithoutBridges() {
    context.run(
        started -> {
          assertThat(started).hasSingleBean(ExchangeLedger.class);
          assertThat(started.getBean(WriteParticipant.class)).isInstanceOf(OutboxWriter.class);
          assertThat(started.getBean(LedgerRetentionSettings.class).done())
              .isEqualTo(java.time.Period.ofMonths(6));
          assertThat(started.getBean(OutboxWorkers.class).isRunning()).isFalse();
          Long months =
              new JdbcTemplate(database)
                  .queryForObject(
                      "select count(*) from pg_inherits"
                          + " where inhparent = 'exchange_message_open'::regclass",
                      Long.class);
          assertThat(months).as("this month, the next, and the rest").isEqualTo(3);
        });
  }

  @Test
  void aWrongPeriodStopsTheStartWithTheNameOfTheProperty() {
    context
        .withPropertyValues("xiangqiao.ledger.retention.failed=0m")
        .run(
            failed ->
                assertThat(failed)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("xiangqiao.ledger.retention.failed"));
  }
}
