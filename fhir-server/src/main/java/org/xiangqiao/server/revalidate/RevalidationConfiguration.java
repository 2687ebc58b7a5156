package org.xiangqiao.server.revalidate;

import ca.uhn.fhir.context.FhirContext;
import java.util.SortedSet;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.server.expunge.ErasureParticipant;
import org.xiangqiao.server.gate.RecordCheck;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.interaction.AccessGuard;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.store.FhirStores;
import org.xiangqiao.store.export.VersionPages;

/** Puts checking stored data again together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RevalidationSettings.class)
class RevalidationConfiguration {

  /** Not before the store is open: its schema is there then. */
  @Bean
  RevalidationTable revalidationTable(
      FhirStores stores,
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      RevalidationSettings settings) {
    return new RevalidationTable(jdbc, new TransactionTemplate(transactions), settings);
  }

  /** Not before the store is open: its schema is there then. */
  @Bean
  VersionPages versionPages(FhirStores stores, DataSource dataSource) {
    return new VersionPages(dataSource);
  }

  @Bean(initMethod = "start")
  RevalidationWorker revalidationWorker(
      RevalidationTable table,
      VersionPages pages,
      FhirStores stores,
      JdbcTemplate jdbc,
      RecordCheck check,
      RevalidationSettings settings) {
    return new RevalidationWorker(
        table,
        new RevalidationReader(pages, stores.exports(), new Senders(jdbc)),
        check::errors,
        settings);
  }

  @Bean
  ErasureParticipant revalidationErasure(JdbcTemplate jdbc) {
    return new RevalidationErasure(jdbc);
  }

  @Bean
  RevalidationKickOff revalidationKickOff(
      RevalidationTable table,
      RevalidationWorker worker,
      FhirStores stores,
      VersionPages pages,
      @Qualifier("fhirResourceTypes") SortedSet<String> types,
      PublicAddress address) {
    return new RevalidationKickOff(table, worker, stores, pages, types, address);
  }

  @Bean
  FhirOperation revalidateOperation(RevalidationKickOff kickOff) {
    return new RevalidateOperation(kickOff);
  }

  @Bean
  FhirOperation dryRunOperation(RevalidationKickOff kickOff, RevalidationSettings settings) {
    return new DryRunOperation(kickOff, settings.longestWindow());
  }

  @Bean
  ServletRegistrationBean<RevalidationServlet> revalidationServlet(
      RevalidationTable table,
      ObjectProvider<AccessGuard> guards,
      PublicAddress address,
      OperationOutcomes outcomes,
      FhirContext fhir) {
    ServletRegistrationBean<RevalidationServlet> registration =
        new ServletRegistrationBean<>(
            new RevalidationServlet(
                table, guards.orderedStream().toList(), address, outcomes, fhir),
            PublicAddress.FHIR_PATH + RevalidationKickOff.PATH + "*");
    registration.setName("revalidation");
    return registration;
  }
}
