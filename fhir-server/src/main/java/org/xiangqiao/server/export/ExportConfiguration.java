package org.xiangqiao.server.export;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Clock;
import java.util.SortedSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.capability.CapabilityContributor;
import org.xiangqiao.server.rest.interaction.AccessGuard;
import org.xiangqiao.server.rest.interaction.ResourceSources;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.FhirStores;

/** Puts bulk export together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExportSettings.class)
class ExportConfiguration {

  /** Not before the store is open: its schema is there then. */
  @Bean
  ExportTable exportTable(
      FhirStores stores,
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      ObjectMapper json,
      ExportSettings settings) {
    TransactionTemplate own = new TransactionTemplate(transactions);
    own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    return new ExportTable(jdbc, own, json, settings);
  }

  @Bean
  ExportDirectory exportDirectory(
      ExportSettings settings, @Value("${xiangqiao.data-directory:./data}") Path data) {
    return new ExportDirectory(
        settings.directory() == null ? data.resolve("export") : settings.directory());
  }

  @Bean
  ExportFiles exportFiles(ExportTable table, ExportDirectory directory) {
    return new ExportFiles(table, directory);
  }

  @Bean(initMethod = "start")
  ExportWorkers exportWorkers(
      ExportTable table,
      ExportDirectory directory,
      ExportFiles files,
      FhirStores stores,
      ExportSettings settings,
      FhirContext fhir,
      OperationOutcomes outcomes) {
    return new ExportWorkers(table, directory, files, stores.exports(), settings, fhir, outcomes);
  }

  @Bean
  ExportScopes exportScopes(ObjectProvider<AccessGuard> guards) {
    return new ExportScopes(guards.orderedStream().toList());
  }

  @Bean
  ExportPatients exportPatients(FhirStore store, FhirStores stores, FhirContext fhir, Clock clock) {
    return new ExportPatients(store, stores.exports(), fhir, clock);
  }

  @Bean
  ExportTypes exportTypes(
      @Qualifier("fhirResourceTypes") SortedSet<String> types, ResourceSources sources) {
    return ExportTypes.of(types, sources);
  }

  @Bean
  FhirOperation systemExport(
      ExportTable table,
      ExportWorkers workers,
      FhirStores stores,
      ExportPatients patients,
      ExportScopes scopes,
      FhirStore store,
      PublicAddress address,
      ExportTypes types) {
    return new ExportOperation(
        ExportLevel.SYSTEM,
        table,
        workers,
        stores.exports(),
        patients,
        scopes,
        store,
        address,
        types);
  }

  @Bean
  FhirOperation patientExport(
      ExportTable table,
      ExportWorkers workers,
      FhirStores stores,
      ExportPatients patients,
      ExportScopes scopes,
      FhirStore store,
      PublicAddress address,
      ExportTypes types) {
    return new ExportOperation(
        ExportLevel.PATIENT,
        table,
        workers,
        stores.exports(),
        patients,
        scopes,
        store,
        address,
        types);
  }

  @Bean
  FhirOperation groupExport(
      ExportTable table,
      ExportWorkers workers,
      FhirStores stores,
      ExportPatients patients,
      ExportScopes scopes,
      FhirStore store,
      PublicAddress address,
      ExportTypes types) {
    return new ExportOperation(
        ExportLevel.GROUP,
        table,
        workers,
        stores.exports(),
        patients,
        scopes,
        store,
        address,
        types);
  }

  /** Says that bulk data can be had here. */
  @Bean
  CapabilityContributor bulkDataCapability() {
    return (statement, root) ->
        statement.addInstantiates("http://hl7.org/fhir/uv/bulkdata/CapabilityStatement/bulk-data");
  }

  @Bean
  ServletRegistrationBean<ExportServlet> exportServlet(
      ExportTable table,
      ExportFiles files,
      ExportDirectory directory,
      ExportScopes scopes,
      PublicAddress address,
      OperationOutcomes outcomes,
      ObjectMapper json) {
    ServletRegistrationBean<ExportServlet> registration =
        new ServletRegistrationBean<>(
            new ExportServlet(table, files, directory, scopes, address, outcomes, json),
            PublicAddress.FHIR_PATH + ExportServlet.PATH + "*");
    registration.setName("export");
    return registration;
  }
}
