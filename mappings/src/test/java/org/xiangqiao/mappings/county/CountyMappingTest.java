package org.xiangqiao.mappings.county;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xiangqiao.mappings.MappingProblem;
import org.xiangqiao.mappings.hl7v2.GoldenFiles;
import org.xiangqiao.terminology.CodeTables;

class CountyMappingTest {

  private static final CodeTables TABLES = CodeTables.load();

  private final CountyImmunizationMapping mapping = new FhirToCounty(TABLES);
  private final CountyJson json = new CountyJson();

  /** The inputs are the transactions that HL7 v2 messages became. */
  static Stream<String> doses() {
    return GoldenFiles.names("hl7v2/accepted", ".json").filter(name -> name.startsWith("vxu"));
  }

  @ParameterizedTest
  @MethodSource("doses")
  void becomesThePlatformsJson(String name) throws Exception {
    CountyImmunizationMessage message = county(name);

    String pretty =
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(new ObjectMapper().readTree(json.write(message)))
            + "\n";
    assertThat(pretty).isEqualTo(GoldenFiles.expected("county/" + name + ".json", pretty));
  }

  @ParameterizedTest
  @MethodSource("doses")
  void isReadBackAsItWasWritten(String name) {
    CountyImmunizationMessage message = county(name);

    assertThat(json.read(json.write(message))).isEqualTo(message);
    assertThat(new String(json.write(message), StandardCharsets.UTF_8)).doesNotContain("null");
  }

  @ParameterizedTest
  @MethodSource("doses")
  void comesBackToFhirWithoutLoss(String name) {
    CountyImmunizationMessage message = county(name);

    CountyToFhir.Facts facts = new CountyToFhir(TABLES).fromCounty(message);

    assertThat(
            mapping.toCounty(message.messageId(), "created", facts.immunization(), facts.patient()))
        .isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource({
    "created, completed, ADD, DONE",
    "updated, completed, UPDATE, DONE",
    "updated, not-done, UPDATE, NOT_DONE",
    "updated, entered-in-error, DELETE, ENTERED_IN_ERROR",
    "deleted, completed, DELETE, DONE"
  })
  void effectAndStatusDecideTheOperation(
      String effect, String status, String operation, String countyStatus) {
    Immunization dose = dose();
    dose.setStatus(Immunization.ImmunizationStatus.fromCode(status));

    CountyImmunizationMessage message = mapping.toCounty("m", effect, dose, patient());

    assertThat(message.operation()).isEqualTo(operation);
    assertThat(message.status()).isEqualTo(countyStatus);
  }

  @Test
  void timesAreChinese() {
    Immunization dose = dose();
    dose.setOccurrence(new DateTimeType("2026-11-21T17:30:00Z"));
    dose.setExpirationDateElement(new org.hl7.fhir.r4.model.DateType("2028-02"));

    CountyImmunizationMessage message = mapping.toCounty("m", "created", dose, patient());

    assertThat(message.dose().vaccinatedAt()).hasToString("2026-11-22T01:30+08:00");
    assertThat(message.dose().vaccinatedAt().toInstant())
        .isEqualTo(Instant.parse("2026-11-21T17:30:00Z"));
    assertThat(message.dose().expirationDate()).hasToString("2028-02-29");
  }

  @Test
  void tellsEverythingThatThePlatformMisses() {
    Immunization dose = new Immunization();
    dose.setOccurrence(new StringType("去年春天"));

    assertThat(problems(() -> mapping.toCounty("m", "moved", dose, new Patient())))
        .extracting(MappingProblem::rule)
        .containsExactly(
            "county.name-missing",
            "county.vaccine-code-missing",
            "county.date-missing",
            "county.status-missing",
            "county.operation-unknown");
    assertThat(problems(() -> mapping.toCounty("m", "created", dose(), null)))
        .extracting(MappingProblem::rule)
        .containsExactly("county.patient-missing");
    Immunization imprecise = dose();
    imprecise.setOccurrence(new DateTimeType("2026-11"));
    assertThat(problems(() -> mapping.toCounty("m", "created", imprecise, patient())))
        .containsExactly(
            MappingProblem.of("Immunization.occurrenceDateTime", "county.date-imprecise"));
  }

  @Test
  void unreadableJsonIsRefusedWithoutQuotingIt() {
    byte[] broken =
        "{\"messageId\": \"m\",\n \"status\": 13900000001".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> json.read(broken))
        .isInstanceOf(CountyMappingException.class)
        .hasNoCause()
        .hasMessageNotContaining("139");
    assertThat(problems(() -> json.read(broken)).get(0).text(Locale.CHINESE)).contains("JSON");
  }

  private CountyImmunizationMessage county(String name) {
    Bundle bundle =
        FhirContext.forR4Cached()
            .newJsonParser()
            .parseResource(
                Bundle.class,
                new String(
                    GoldenFiles.bytes("hl7v2/accepted/" + name + ".json"), StandardCharsets.UTF_8));
    Patient patient = first(bundle, Patient.class);
    patient.setId("p1");
    Immunization dose = first(bundle, Immunization.class);
    dose.setId("i1");
    dose.getMeta().setVersionId("3");
    return mapping.toCounty("0198f0c2-7d00-7000-8000-000000000001", "created", dose, patient);
  }

  private static <T> T first(Bundle bundle, Class<T> type) {
    return bundle.getEntry().stream()
        .map(Bundle.BundleEntryComponent::getResource)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow();
  }

  private static Immunization dose() {
    Immunization dose = new Immunization();
    dose.setStatus(Immunization.ImmunizationStatus.COMPLETED);
    dose.getVaccineCode().addCoding(TABLES.vaccineProducts().coding("0303").orElseThrow());
    dose.setOccurrence(new DateTimeType("2026-11-22"));
    return dose;
  }

  private static Patient patient() {
    Patient patient = new Patient();
    patient.addName().setFamily("陈").addGiven("玘");
    return patient;
  }

  private static List<MappingProblem> problems(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    CountyMappingException refused =
        org.assertj.core.api.Assertions.catchThrowableOfType(CountyMappingException.class, call);
    return refused.problems();
  }
}
