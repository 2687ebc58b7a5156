package org.xiangqiao.server.terminology.load;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.interaction.AccessGuard;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.binary.BinaryContents;
import org.xiangqiao.terminology.pinyin.Pinyin;
import org.xiangqiao.terminology.service.content.ConceptTextIndex;
import org.xiangqiao.terminology.service.load.LoadJobs;
import org.xiangqiao.terminology.service.load.LoadLease;
import org.xiangqiao.terminology.service.load.LoadLimits;
import org.xiangqiao.terminology.service.load.LoadRun;
import org.xiangqiao.terminology.service.load.PinyinNames;
import org.xiangqiao.terminology.service.load.VersionSwitch;
import org.xiangqiao.terminology.service.stored.FurtherSources;
import org.xiangqiao.terminology.service.table.CodeSystemVersions;
import org.xiangqiao.terminology.service.table.StoredCodeSystems;
import org.xiangqiao.terminology.service.table.VersionSweep;

/** Puts imported code systems together: their tables, and the import that fills them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CodeImportSettings.class)
class CodeImportConfiguration {

  /** Not before the store is open: its schema is there then. */
  @Bean
  StoredCodeSystems storedCodeSystems(
      FhirStore store,
      JdbcTemplate jdbc,
      FhirContext fhir,
      ObjectProvider<ConceptTextIndex> index) {
    return new StoredCodeSystems(jdbc, fhir, index.getIfAvailable(ConceptTextIndex::none));
  }

  @Bean
  FurtherSources importedTerminology(StoredCodeSystems stored) {
    return new ImportedTerminology(stored);
  }

  @Bean
  VersionSwitch codeSystemSwitch(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      StoredCodeSystems stored,
      FhirStore store,
      FhirContext fhir) {
    return new VersionSwitch(
        new CodeSystemVersions(jdbc), stored, store, new TransactionTemplate(transactions), fhir);
  }

  @Bean
  LoadLimits codeImportLimits(
      CodeImportSettings settings, @Value("${xiangqiao.data-directory:./data}") Path data) {
    return settings.limits(data.resolve("code-import"));
  }

  @Bean
  LoadJobs codeImportJobs(
      JdbcTemplate jdbc, PlatformTransactionManager transactions, LoadLimits limits) {
    return new LoadJobs(jdbc, new TransactionTemplate(transactions), limits);
  }

  @Bean
  CodeImportWorker codeImportWorker(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      LoadLimits limits,
      VersionSwitch versionSwitch,
      FhirContext fhir) {
    LoadLease lease = new LoadLease(jdbc, limits);
    LoadRun run =
        new LoadRun(
            jdbc,
            new TransactionTemplate(transactions),
            limits,
            lease,
            versionSwitch,
            new PinyinNames(Pinyin.load()),
            fhir);
    return new CodeImportWorker(lease, run, new VersionSweep(jdbc));
  }

  @Bean
  FhirOperation codeImportOperation(
      LoadJobs jobs, FhirStore store, BinaryContents binaries, PublicAddress address) {
    return new CodeImportOperation(new CodeImportKickOff(jobs, store, binaries), address);
  }

  @Bean
  FhirOperation codeActivateOperation(VersionSwitch versions) {
    return CodeSwitchOperation.activate(versions);
  }

  @Bean
  FhirOperation codeRollbackOperation(VersionSwitch versions) {
    return CodeSwitchOperation.rollback(versions);
  }

  @Bean
  FhirOperation codeRemoveOperation(VersionSwitch versions) {
    return CodeSwitchOperation.remove(versions);
  }

  @Bean
  FhirOperation codeVersionsOperation(JdbcTemplate jdbc) {
    return new CodeVersionsOperation(new CodeSystemVersions(jdbc));
  }

  @Bean
  ServletRegistrationBean<CodeImportServlet> codeImportServlet(
      LoadJobs jobs,
      ObjectProvider<AccessGuard> guards,
      PublicAddress address,
      OperationOutcomes outcomes,
      FhirContext fhir,
      ObjectMapper json) {
    ServletRegistrationBean<CodeImportServlet> registration =
        new ServletRegistrationBean<>(
            new CodeImportServlet(
                jobs, guards.orderedStream().toList(), address, outcomes, fhir, json),
            PublicAddress.FHIR_PATH + CodeImportServlet.PATH + "*");
    registration.setName("codesystem-import");
    return registration;
  }
}
