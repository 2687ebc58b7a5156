package org.xiangqiao.server.insurance;

import ca.uhn.fhir.context.FhirContext;
import io.micrometer.core.instrument.MeterRegistry;
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
import org.xiangqiao.integration.insurance.InsuranceSettings;
import org.xiangqiao.integration.insurance.OutcomeMeters;
import org.xiangqiao.integration.insurance.QuoteSettings;
import org.xiangqiao.integration.insurance.ReconciliationSettings;
import org.xiangqiao.integration.insurance.book.CaseMeters;
import org.xiangqiao.integration.insurance.book.PersonDigest;
import org.xiangqiao.integration.insurance.clinic.ClinicMonths;
import org.xiangqiao.integration.insurance.clinic.ClinicSettings;
import org.xiangqiao.integration.insurance.clinic.DisputeMarks;
import org.xiangqiao.integration.insurance.estimate.EstimateSettings;
import org.xiangqiao.integration.insurance.list.ListMeters;
import org.xiangqiao.integration.insurance.supervise.SupervisionSettings;
import org.xiangqiao.integration.insurance.undo.CancelTasks;
import org.xiangqiao.mappings.insurance.Dictionaries;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.mappings.insurance.profile.ProfileReader;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.WriteParticipant;
import org.xiangqiao.store.database.InstallationKeys;
import org.xiangqiao.terminology.CodeTables;

/** The insurance bridge, if it is switched on. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  InsuranceSettings.class,
  ReconciliationSettings.class,
  SupervisionSettings.class,
  ClinicSettings.class,
  QuoteSettings.class,
  EstimateSettings.class
})
@ConditionalOnProperty("xiangqiao.insurance.enabled")
class InsuranceConfiguration {

  @Bean
  InsuranceBridge insuranceBridge(
      InsuranceSettings settings,
      ReconciliationSettings reconciliation,
      SupervisionSettings supervision,
      ClinicSettings clinics,
      QuoteSettings quotes,
      EstimateSettings estimates,
      FhirStore store,
      FhirContext fhir,
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      CodeTables codes,
      TransactionTable table,
      MeterRegistry registry,
      Clock clock) {
    ProfileReader profiles = new ProfileReader(table);
    return new InsuranceBridge(
        settings,
        reconciliation,
        supervision,
        clinics,
        quotes,
        estimates,
        store,
        fhir,
        jdbc,
        transactions,
        table,
        Dictionaries.shipped(codes),
        name -> InsuranceProfiles.of(profiles, name),
        new PersonDigest(InstallationKeys.load(jdbc).hashKey()),
        new OutcomeMeters(registry),
        clock);
  }

  @Bean
  CaseMeters insuranceMeters(JdbcTemplate jdbc, MeterRegistry registry) {
    return new CaseMeters(jdbc, registry);
  }

  @Bean
  ListMeters insuranceListMeters(JdbcTemplate jdbc, MeterRegistry registry) {
    return new ListMeters(jdbc, registry);
  }

  @Bean
  ApplicationListener<ApplicationReadyEvent> insuranceStart(InsuranceBridge bridge) {
    return ready -> bridge.start();
  }

  @Bean
  InsuranceFaults insuranceFaults() {
    return new InsuranceFaults();
  }

  @Bean
  FhirOperation claimSubmit(InsuranceBridge bridge, InsuranceFaults faults) {
    return SubmitOperation.settling(
        bridge.desk(), bridge.filings(), new EstimatedFaults(faults, bridge.estimates()), faults);
  }

  @Bean
  FhirOperation eligibilitySubmit(InsuranceBridge bridge, InsuranceFaults faults) {
    return new EligibilityOperation(bridge.eligibility(), faults);
  }

  @Bean
  FhirOperation claimInsuranceDetails(InsuranceBridge bridge, InsuranceFaults faults) {
    return SubmitOperation.uploading(bridge.desk(), faults);
  }

  @Bean
  FhirOperation claimCancel(InsuranceBridge bridge, InsuranceFaults faults) {
    return new CancelOperation(bridge.desk(), bridge.lateCancels(), faults);
  }

  @Bean
  FhirOperation claimInsuranceRefund(InsuranceBridge bridge, InsuranceFaults faults) {
    return new RefundOperation(bridge.refunds(), faults);
  }

  @Bean
  FhirOperation claimInsuranceSettlementList(InsuranceBridge bridge, InsuranceFaults faults) {
    return new SettlementListOperation(bridge.settlementLists(), faults);
  }

  @Bean
  FhirOperation insuranceReconcile(
      InsuranceBridge bridge, InsuranceSettings settings, InsuranceFaults faults, Clock clock) {
    return new ReconcileOperation(bridge.reconciler(), settings.answerWithin(), clock, faults);
  }

  /** Part of every write: Tasks that cancel a settlement are noted with them. */
  @Bean
  WriteParticipant insuranceCancelTasks(JdbcTemplate jdbc) {
    return new CancelTasks(jdbc, CancelRights::require);
  }

  @Bean
  FhirOperation insuranceClinicMonth(
      ClinicSettings clinics, JdbcTemplate jdbc, Clock clock, InsuranceFaults faults) {
    return new ClinicMonthOperation(clinics, new ClinicMonths(jdbc), clock, faults);
  }

  /** Part of every write: settlements are marked whose amounts are disputed. */
  @Bean
  WriteParticipant insuranceDisputeMarks(JdbcTemplate jdbc) {
    return new DisputeMarks(jdbc);
  }

  @Bean
  FhirOperation encounterInsuranceRegister(InsuranceBridge bridge, InsuranceFaults faults) {
    return new RegisterOperation(bridge.visits(), faults);
  }

  @Bean
  FhirOperation encounterInsuranceUnregister(InsuranceBridge bridge, InsuranceFaults faults) {
    return new UnregisterOperation(bridge.visits(), faults);
  }
}
