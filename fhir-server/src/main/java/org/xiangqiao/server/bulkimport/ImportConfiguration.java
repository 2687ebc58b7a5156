package org.xiangqiao.server.bulkimport;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
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
import org.xiangqiao.server.expunge.ErasureParticipant;
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
    return new ImportFiles(directory, settings.maxUpload().toBytes(), settings.minFree().toBytes());
  }

  @Bean
  ImportQueue importQueue(
      JdbcTemplate jdbc, PlatformTransactionManager transactions, ImportSettings settings) {
    return new ImportQueue(jdbc, new TransactionTemplate(transactions), settings);
  }

  @Bean
  ImportSweep importSweep(ImportQueue queue, ImportFiles files) {
    return new ImportSweep(queue, files);
  }

  @Bean
  ErasureParticipant importErasure(JdbcTemplate jdbc, ImportSweep sweep) {
    return new ImportErasure(jdbc, sweep);
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
  FhirOperation importOperation(ImportKickOff kickOff, ImportSettings settings) {
    return new ImportOperation(kickOff, settings);
  }

  @Bean
  ImportWorker importWorker(
      ImportQueue queue,
      ImportFiles files,
      ImportSweep sweep,
      ImportSettings settings,
      FhirStore store,
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      ResourceReader reader,
      OperationOutcomes outcomes,
      FhirContext fhir) {
    TransactionTemplate transaction = new TransactionTemplate(transactions);
    ImportLease lease = new ImportLease(jdbc, settings);
    RowWriter writer = new RowWriter(store, transaction, new RowProblems(outcomes, fhir));
    RowParser parser = new RowParser(reader, outcomes, (int) settings.maxRow().toBytes());
    ImportRun run = ImportRun.of(files, parser, writer, lease, jdbc, transaction, settings);
    return new ImportWorker(queue, lease, sweep, run);
  }

  @Bean
  ServletRegistrationBean<ImportServlet> importServlet(
      ImportKickOff kickOff,
      ImportTable table,
      JdbcTemplate jdbc,
      ImportFiles files,
      ImportSweep sweep,
      ImportSettings settings,
      OperationOutcomes outcomes,
      FhirContext fhir,
      ObjectMapper json) {
    ImportUploads uploads = new ImportUploads(table, files, settings);
    ImportAnswers answers = new ImportAnswers(new ImportProblems(jdbc), outcomes, fhir, json);
    ServletRegistrationBean<ImportServlet> registration =
        new ServletRegistrationBean<>(
            new ImportServlet(kickOff, table, uploads, answers, sweep, settings, outcomes, json),
            PublicAddress.FHIR_PATH + "/_import",
            PublicAddress.FHIR_PATH + "/_import/*");
    registration.setName("import");
    return registration;
  }
}
