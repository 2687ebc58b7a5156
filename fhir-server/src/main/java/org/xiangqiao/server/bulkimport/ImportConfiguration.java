package org.xiangqiao.server.bulkimport;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.body.ResourceReader;
import org.xiangqiao.server.rest.interaction.AccessGuard;
import org.xiangqiao.server.rest.interaction.ResourceSources;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.store.FhirStore;

/** Puts loading in bulk together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ImportSettings.class)
class ImportConfiguration {

  @Bean
  ImportTable importTable(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
    return new ImportTable(jdbc, new TransactionTemplate(transactions));
  }

  @Bean
  ImportFiles importFiles(
      ImportSettings settings, @Value("${xiangqiao.data-directory:./data}") Path data) {
    Path directory = settings.directory() == null ? data.resolve("import") : settings.directory();
    return new ImportFiles(directory, settings.maxUpload().toBytes());
  }

  @Bean
  ImportKickOff importKickOff(
      ImportTable table,
      ImportSettings settings,
      @Qualifier("fhirResourceTypes") Set<String> types,
      ResourceSources sources,
      PublicAddress address,
      ObjectProvider<AccessGuard> guards) {
    List<AccessGuard> asked = guards.orderedStream().toList();
    Set<String> stored =
        types.stream()
            .filter(type -> sources.elsewhere(type).isEmpty())
            .collect(Collectors.toSet());
    return new ImportKickOff(table, settings, stored, address, asked);
  }

  @Bean
  FhirOperation importOperation(ImportKickOff kickOff) {
    return new ImportOperation(kickOff);
  }

  @Bean
  ImportWorker importWorker(
      ImportTable table,
      ImportFiles files,
      ImportSettings settings,
      FhirStore store,
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      ResourceReader reader,
      OperationOutcomes outcomes,
      FhirContext fhir) {
    TransactionTemplate transaction = new TransactionTemplate(transactions);
    ImportProgress progress = new ImportProgress(jdbc, transaction, settings.maxProblems());
    ImportRun run =
        new ImportRun(
            files,
            new RowParser(reader, outcomes, (int) settings.maxRow().toBytes()),
            new RowWriter(store, transaction, outcomes, fhir),
            progress,
            settings,
            ForkJoinPool.commonPool());
    return new ImportWorker(table, progress, files, run);
  }

  @Bean
  ServletRegistrationBean<ImportServlet> importServlet(
      ImportKickOff kickOff,
      ImportTable table,
      JdbcTemplate jdbc,
      ImportFiles files,
      ImportWorker worker,
      ImportSettings settings,
      OperationOutcomes outcomes,
      ObjectMapper json) {
    ServletRegistrationBean<ImportServlet> registration =
        new ServletRegistrationBean<>(
            new ImportServlet(
                kickOff, table, new ImportProblems(jdbc), files, worker, settings, outcomes, json),
            PublicAddress.FHIR_PATH + "/_import",
            PublicAddress.FHIR_PATH + "/_import/*");
    registration.setName("import");
    return registration;
  }
}
