package org.xiangqiao.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVRecord;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.NameSpelling;

class ParameterIndexerTest {

  private final FhirContext context = FhirContext.forR4Cached();
  private final SearchParameters parameters = new SearchParameters(context);
  private final IndexHash hash = new IndexHash(new byte[16]);
  private final ParameterIndexer indexer =
      new ParameterIndexer(tenant -> parameters, hash, new UnitConversion(), NameSpelling.none());

  @Test
  void patientIsInItsOwnCompartment() {
    Patient patient = new Patient();
    patient.setId("Patient/7/_history/2");
    patient.addIdentifier().setSystem("urn:s").setValue("1");
    patient.addIdentifier().setValue("no system");
    patient.setBirthDateElement(new org.hl7.fhir.r4.model.DateType("2026-03"));
    IndexValues values = indexer.index(1, patient);
    assertThat(values.patient()).isEqualTo("Patient/7");
    assertThat(values.identifiers()).containsExactly(new IndexValues.IdentifierValue("urn:s", "1"));
    DateRange march = DateRange.parse("2026-03").orElseThrow();
    assertThat(values.mainDateLow()).isEqualTo(march.low());
    assertThat(values.mainDateHigh()).isEqualTo(march.high());
    assertThat(values.dates()).isEmpty();
  }

  @Test
  void referencesTellTheirPlace() {
    Immunization dose = new Immunization();
    dose.setPatient(new Reference("Patient/1"));
    dose.addPerformer().setActor(new Reference("Practitioner/a"));
    dose.addPerformer().setActor(new Reference("Organization/b"));
    dose.addPerformer().setActor(new Reference("#contained"));
    dose.setLocation(new Reference("https://elsewhere.example.org/Location/1"));
    IndexValues values = indexer.index(1, dose);
    assertThat(values.patient()).isEqualTo("Patient/1");
    assertThat(values.references())
        .containsExactlyInAnyOrder(
            new IndexValues.ReferenceValue(
                "Immunization.patient", "Immunization.patient", "Patient", "1"),
            new IndexValues.ReferenceValue(
                "Immunization.performer", "Immunization.performer[0].actor", "Practitioner", "a"),
            new IndexValues.ReferenceValue(
                "Immunization.performer", "Immunization.performer[1].actor", "Organization", "b"));
  }

  @Test
  void subjectsThatAreNoPatientsLeadNowhere() {
    Observation observation = new Observation();
    observation.setSubject(new Reference("Group/1"));
    assertThat(indexer.index(1, observation).patient()).isNull();
  }

  @Test
  void columnHoldsPatientsOfSingleElementsOnly() {
    assertThat(parameters.of("Observation").compartment().columnParameters())
        .containsExactlyInAnyOrder("patient", "subject");
    assertThat(parameters.of("Immunization").compartment().columnParameters())
        .containsExactly("patient");
    assertThat(parameters.of("Appointment").compartment().columnParameters()).isEmpty();
    Appointment appointment = new Appointment();
    appointment.addParticipant().setActor(new Reference("Patient/1"));
    assertThat(indexer.index(1, appointment).patient()).isEqualTo("Patient/1");
  }

  @Test
  void namesByPartsAndWhole() {
    Patient patient = new Patient();
    patient.addName(new HumanName().setFamily("欧阳").addGiven("建").addGiven("国"));
    assertThat(indexer.index(1, patient).strings())
        .contains(
            new IndexValues.StringValue("Patient.name", "欧阳建国", hash.exact("欧阳建国")),
            new IndexValues.StringValue("Patient.name", "欧阳", hash.exact("欧阳")),
            new IndexValues.StringValue("Patient.family", "欧阳", hash.exact("欧阳")),
            new IndexValues.StringValue("Patient.given", "国", hash.exact("国")));
  }

  @Test
  void tokensAreDistinctAndOfTheTenant() {
    Observation observation = new Observation();
    observation.getCode().addCoding().setSystem("urn:c").setCode("x");
    observation.getCode().addCoding().setSystem("urn:c").setCode("x");
    assertThat(indexer.index(1, observation).tokens())
        .containsExactlyInAnyOrder(
            hash.code(1, "Observation.code", "x"),
            hash.systemAndCode(1, "Observation.code", "urn:c", "x"),
            hash.system(1, "Observation.code", "urn:c"),
            // Derived parameters look at the same element.
            hash.code(1, "Observation.combo-code", "x"),
            hash.systemAndCode(1, "Observation.combo-code", "urn:c", "x"),
            hash.system(1, "Observation.combo-code", "urn:c"));
    assertThat(indexer.index(2, observation).tokens())
        .doesNotContain(indexer.index(1, observation).tokens());
  }

  @Test
  void anotherKeyGivesOtherHashes() {
    assertThat(new IndexHash("another key here".getBytes()).code(1, "Patient.gender", "male"))
        .isNotEqualTo(hash.code(1, "Patient.gender", "male"));
  }

  @Test
  void valuesWithoutContentAreNoValues() {
    Immunization dose = new Immunization();
    dose.setOccurrence(new DateTimeType());
    dose.addNote(new Annotation());
    dose.setLotNumber("  ");
    IndexValues values = indexer.index(1, dose);
    assertThat(values.tokens()).isEmpty();
    assertThat(values.strings()).isEmpty();
    assertThat(values.mainDateLow()).isNull();
  }

  @Test
  void mainDatesAreSingleElements() {
    List<String> wrong = new ArrayList<>();
    for (CSVRecord row : DataTable.rows("main-dates.csv")) {
      String type = row.get("type");
      IndexedParameter parameter = parameters.of(type).mainDate().orElse(null);
      String element =
          parameter == null
              ? ""
              : parameter.paths().get(0).toString().replaceAll("[()]| as .*|\\.as.*", "");
      String[] steps = element.split("\\.");
      BaseRuntimeChildDefinition child =
          steps.length == 2 ? context.getResourceDefinition(type).getChildByName(steps[1]) : null;
      if (child == null && steps.length == 2) {
        child = context.getResourceDefinition(type).getChildByName(steps[1] + "[x]");
      }
      if (child == null || child.getMax() != 1) {
        wrong.add(type + " " + element);
      }
    }
    assertThat(wrong).isEmpty();
  }
}
