package org.xiangqiao.integration.ledger;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.PlatformTransactionManager;

/** The exchange ledger and its daily maintenance. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(LedgerRetentionSettings.class)
public class LedgerConfiguration {

  @Bean
  JdbcExchangeLedger exchangeLedger(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
    return new JdbcExchangeLedger(jdbc, transactions, Clock.systemUTC());
  }

  @Bean
  @DependsOnDatabaseInitialization
  LedgerRetention ledgerRetention(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      LedgerRetentionSettings settings) {
    return new LedgerRetention(jdbc, transactions, settings, Clock.systemUTC());
  }
}
