package org.xiangqiao.integration.county;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.uhn.fhir.context.FhirContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Immunization.ImmunizationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.xiangqiao.integration.ledger.ExchangeLedger;
import org.xiangqiao.integration.ledger.LedgerConfiguration;
import org.xiangqiao.integration.ledger.LedgerEntry;
import org.xiangqiao.integration.ledger.LedgerFilter;
import org.xiangqiao.integration.ledger.MessageState;
import org.xiangqiao.integration.outbox.OutboxConfiguration;
import org.xiangqiao.mappings.county.CountyImmunizationMapping;
import org.xiangqiao.mappings.county.FhirToCounty;
import org.xiangqiao.simulators.county.CountyPlatform;
import org.xiangqiao.simulators.county.CountyRecord;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.FhirStores;
import org.xiangqiao.store.StoreSettings;
import org.xiangqiao.store.TestPostgres;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.store.WriteOutcome;
import org.xiangqiao.store.WriteParticipant;
import org.xiangqiao.terminology.CodeTables;

/** From a write to the store to the platform and back into the ledger, wired as in the server. */
@SpringBootTest(
    classes = CountyBridgeTest.Node.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "xiangqiao.bridges.county-immunization.enabled=true",
      "xiangqiao.bridges.county-immunization.bearer-token=secret",
      "xiangqiao.bridges.county-immunization.outbox.backoff-first=20ms",
      "xiangqiao.bridges.county-immunization.outbox.backoff-max=200ms",
      "xiangqiao.bridges.county-immunization.outbox.breaker-first=50ms",
      "xiangqiao.bridges.county-immunization.outbox.breaker-max=200ms",
    })
class CountyBridgeTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Caller CALLER = new Caller(1, "test", "org", "request-7");
  private static final CountyPlatform PLATFORM = CountyPlatform.start();

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(CamelAutoConfiguration.class)
  @Import({LedgerConfiguration.class, OutboxConfiguration.class, CountyConfiguration.class})
  static class Node {

    @Bean
    DataSource dataSource() {
      com.zaxxer.hikari.HikariDataSource pool = new com.zaxxer.hikari.HikariDataSource();
      pool.setJdbcUrl(TestPostgres.jdbcUrl());
      return pool;
    }

    @Bean
    JdbcTemplate jdbc(DataSource database) {
      return new JdbcTemplate(database);
    }

    @Bean
    DataSourceTransactionManager transactions(DataSource database) {
      return new DataSourceTransactionManager(database);
    }

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }

    @Bean
    FhirContext fhir() {
      return FhirContext.forR4Cached();
    }

    @Bean
    CountyImmunizationMapping mapping() {
      return new FhirToCounty(CodeTables.load());
    }

    @Bean
    FhirStore store(
        DataSource database, FhirContext fhir, ObjectProvider<WriteParticipant> participants) {
      return FhirStores.open(
              database, fhir, StoreSettings.defaults(), participants.orderedStream().toList())
          .store();
    }
  }

  @DynamicPropertySource
  static void platform(DynamicPropertyRegistry properties) {
    properties.add("xiangqiao.bridges.county-immunization.url", PLATFORM::url);
  }

  @AfterAll
  static void close() {
    PLATFORM.close();
  }

  @Autowired private FhirStore store;
  @Autowired private ExchangeLedger ledger;

  @Test
  void everyVersionReachesThePlatformWithTheFittingOperation() {
    String patient = patient();
    Immunization dose = dose(patient, "2101");
    WriteOutcome created = write(new WriteOperation.Create(dose, null, null));
    String id = created.resource().id();
    dose.setId("Immunization/" + id);
    dose.setLotNumber("LOT-2");
    write(new WriteOperation.Update(dose, null, null, null));
    dose.setStatus(ImmunizationStatus.ENTEREDINERROR);
    write(new WriteOperation.Update(dose, null, null, null));
    write(new WriteOperation.Delete("Immunization", id, null, null));

    await().atMost(LONG).until(() -> received(id).size() == 4);
    assertThat(received(id))
        .extracting(CountyRecord::operation)
        .containsExactly("ADD", "UPDATE", "DELETE", "DELETE");
    CountyRecord first = received(id).get(0);
    assertThat(first.message().path("dose").path("lotNumber").asText()).isEqualTo("LOT-1");
    assertThat(first.message().path("resident").path("name").asText()).isEqualTo("王测试");
    assertThat(first.message().path("resident").path("birthDate").asText()).isEqualTo("2023-05-06");
    assertThat(first.message().path("dose").path("vaccinatedAt").asText()).endsWith("+08:00");

    await().atMost(LONG).until(() -> entry(first.messageId()).state() == MessageState.DELIVERED);
    LedgerEntry entry = entry(first.messageId());
    assertThat(entry.messageType()).isEqualTo("county-immunization");
    assertThat(entry.requestId()).isEqualTo("request-7");
    assertThat(new String(ledger.payload(1, entry.messageId()).orElseThrow()))
        .contains(first.messageId());
    assertThat(new String(ledger.answer(1, entry.messageId()).orElseThrow())).contains("ACCEPTED");
  }

  @Test
  void whatThePlatformsFormCannotCarryIsParkedWithItsPlace() {
    String patient = patient();
    Immunization dose = dose(patient, "2101");
    dose.setVaccineCode(new org.hl7.fhir.r4.model.CodeableConcept().setText("unknown"));
    String id = write(new WriteOperation.Create(dose, null, null)).resource().id();
    await().atMost(LONG).until(() -> !parked(id).isEmpty());
    assertThat(parked(id).get(0).problems())
        .isNotEmpty()
        .allSatisfy(
            problem -> {
              assertThat(problem.place()).isNotBlank();
              assertThat(problem.zh()).isNotBlank();
              assertThat(problem.en()).isNotBlank();
              assertThat(problem.remedyZh()).isNotBlank();
              assertThat(problem.remedyEn()).isNotBlank();
            });
    assertThat(received(id)).isEmpty();
  }

  @Test
  void whatWasStoredWhileThePlatformWasDownArrivesInOrder() {
    Map<String, List<String>> stored = new LinkedHashMap<>();
    for (int n = 0; n < 20; n++) {
      stored.put(patient(), new ArrayList<>());
    }
    PLATFORM.down();
    List<String> patients = List.copyOf(stored.keySet());
    for (int n = 0; n < 500; n++) {
      String patient = patients.get(n % patients.size());
      String dose =
          write(new WriteOperation.Create(dose(patient, "2101"), null, null)).resource().id();
      stored.get(patient).add(dose);
    }
    assertThat(delivered(patients)).isEmpty();

    PLATFORM.up();
    await().atMost(LONG).until(() -> delivered(patients).size() == 500);
    Map<String, List<String>> arrived =
        delivered(patients).stream()
            .collect(
                Collectors.groupingBy(
                    CountyRecord::residentId,
                    Collectors.mapping(CountyRecord::recordId, Collectors.toList())));
    assertThat(arrived).isEqualTo(stored);
  }

  private static List<CountyRecord> delivered(List<String> patients) {
    return PLATFORM.received().stream()
        .filter(taken -> patients.contains(taken.residentId()))
        .toList();
  }

  private List<LedgerEntry> parked(String doseId) {
    String controlId =
        java.util
            .UUID
            .nameUUIDFromBytes(
                ("1|county-immunization|Immunization/" + doseId + "/_history/1").getBytes())
            .toString();
    return ledger.list(
        1,
        new LedgerFilter(null, "out", MessageState.PARKED, null, controlId, null, null, null, 10));
  }

  private LedgerEntry entry(String controlId) {
    return ledger
        .list(1, new LedgerFilter(null, "out", null, null, controlId, null, null, null, 10))
        .get(0);
  }

  private static List<CountyRecord> received(String id) {
    return PLATFORM.received().stream().filter(taken -> taken.recordId().equals(id)).toList();
  }

  private WriteOutcome write(WriteOperation operation) {
    return store.write(CALLER, List.of(operation)).get(0);
  }

  private String patient() {
    Patient patient = new Patient();
    patient.addName().setText("王测试");
    patient.setGender(AdministrativeGender.FEMALE);
    patient.setBirthDateElement(new org.hl7.fhir.r4.model.DateType("2023-05-06"));
    return write(new WriteOperation.Create(patient, null, null)).resource().id();
  }

  private static Immunization dose(String patient, String vaccine) {
    Immunization dose = new Immunization();
    dose.setStatus(ImmunizationStatus.COMPLETED);
    dose.setPatient(new Reference("Patient/" + patient));
    dose.getVaccineCode()
        .addCoding()
        .setSystem(CodeTables.load().vaccineProducts().system())
        .setCode(vaccine);
    dose.setOccurrence(new DateTimeType("2025-03-04T09:30:00+08:00"));
    dose.setLotNumber("LOT-1");
    return dose;
  }
}
