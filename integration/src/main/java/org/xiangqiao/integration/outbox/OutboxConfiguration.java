package org.xiangqiao.integration.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.xiangqiao.integration.ledger.ExchangeLedger;

/** The outbox of this node, over whatever bridges there are. */
@Configuration(proxyBeanMethods = false)
public class OutboxConfiguration {

  @Bean
  OutboxSignal outboxSignal() {
    return new OutboxSignal();
  }

  @Bean
  OutboxMeters outboxMeters(JdbcTemplate jdbc, MeterRegistry registry) {
    return new OutboxMeters(jdbc, registry);
  }

  /** Asks interests, not bridges: a bridge reads the store, whose participant this is. */
  @Bean
  OutboxWriter outboxWriter(
      JdbcTemplate jdbc,
      ExchangeLedger ledger,
      ObjectProvider<OutboxInterest> interests,
      OutboxSignal signal) {
    return new OutboxWriter(jdbc, ledger, interests.orderedStream().toList(), signal);
  }

  @Bean
  OutboxWorkers outboxWorkers(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      ExchangeLedger ledger,
      ObjectProvider<Bridge> bridges,
      OutboxSignal signal,
      OutboxMeters meters) {
    return new OutboxWorkers(
        jdbc, transactions, ledger, bridges.orderedStream().toList(), signal, meters);
  }

  @Bean
  OutboxReplay outboxReplay(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      ExchangeLedger ledger,
      OutboxSignal signal) {
    return new OutboxReplay(jdbc, transactions, ledger, signal);
  }
}
