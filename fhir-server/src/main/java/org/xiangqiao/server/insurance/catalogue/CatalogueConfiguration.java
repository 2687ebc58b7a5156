package org.xiangqiao.server.insurance.catalogue;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.xiangqiao.integration.insurance.InsuranceBridge;
import org.xiangqiao.integration.insurance.InsuranceCatalogues;
import org.xiangqiao.integration.insurance.InsuranceSettings;
import org.xiangqiao.integration.insurance.catalogue.CatalogueSettings;
import org.xiangqiao.integration.insurance.codes.BilledItems;
import org.xiangqiao.integration.insurance.codes.CodeMapRows;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.mappings.insurance.profile.ProfileReader;
import org.xiangqiao.server.insurance.InsuranceProfiles;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.WriteParticipant;
import org.xiangqiao.terminology.service.load.LoadJobs;

/** Catalogues and mappings of insurance, if the bridge is switched on. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CatalogueSettings.class)
@ConditionalOnProperty("xiangqiao.insurance.enabled")
class CatalogueConfiguration {

  @Bean
  InsuranceCatalogues insuranceCatalogues(
      InsuranceBridge bridge,
      InsuranceSettings settings,
      CatalogueSettings catalogueSettings,
      FhirStore store,
      FhirContext fhir,
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      LoadJobs jobs,
      TransactionTable table,
      Clock clock) {
    ProfileReader profiles = new ProfileReader(table);
    return new InsuranceCatalogues(
        settings,
        catalogueSettings,
        bridge.lines(),
        name -> InsuranceProfiles.of(profiles, name),
        table,
        store,
        fhir,
        jdbc,
        transactions,
        new LoadedCodeSystems(jobs),
        clock);
  }

  @Bean
  ApplicationListener<ApplicationReadyEvent> insuranceCataloguesStart(
      InsuranceCatalogues catalogues) {
    return ready -> catalogues.start();
  }

  /** Part of every write: mappings as rows, and lines that are billed by own codes. */
  @Bean
  WriteParticipant insuranceCodeMapRows(JdbcTemplate jdbc) {
    return new CodeMapRows(jdbc);
  }

  @Bean
  WriteParticipant insuranceBilledItems(JdbcTemplate jdbc) {
    return new BilledItems(jdbc);
  }

  @Bean
  CatalogueFaults insuranceCatalogueFaults() {
    return new CatalogueFaults();
  }

  @Bean
  FhirOperation insuranceCodes(InsuranceCatalogues catalogues, CatalogueFaults faults) {
    return new CodesOperation(catalogues, faults);
  }

  @Bean
  FhirOperation insuranceUnmapped(
      InsuranceCatalogues catalogues, CatalogueFaults faults, Clock clock) {
    return new UnmappedOperation(catalogues, faults, clock);
  }

  @Bean
  FhirOperation insuranceUpload(InsuranceCatalogues catalogues, CatalogueFaults faults) {
    return new UploadOperation(catalogues, faults);
  }

  @Bean
  FhirOperation insuranceUploadReport(InsuranceCatalogues catalogues, CatalogueFaults faults) {
    return new UploadReport(catalogues, faults);
  }

  @Bean
  FhirOperation insuranceDownload(InsuranceCatalogues catalogues, CatalogueFaults faults) {
    return DownloadOperation.asking(catalogues, faults);
  }

  @Bean
  FhirOperation insuranceDownloadReport(InsuranceCatalogues catalogues, CatalogueFaults faults) {
    return DownloadOperation.reporting(catalogues, faults);
  }
}
