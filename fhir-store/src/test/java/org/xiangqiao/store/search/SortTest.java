package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RiskAssessment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoredResource;

/** {@code _sort} by parameters of every kind, alone and together, over pages of every size. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SortTest {

  private OpenStore store;

  @BeforeAll
  void records() {
    store = OpenStore.open();
    patient("p1", "Zhao", AdministrativeGender.MALE, "1980-01-01", "An", "Zu");
    patient("p2", "Li", AdministrativeGender.FEMALE, "1990-01-01", "Mu");
    patient("p3", "li", AdministrativeGender.MALE, null, "Bo");
    patient("p4", null, null, "1970-01-01");
    observation("o1", "p2", ObservationStatus.FINAL, "b", "2026-03-02", 900, "mg");
    observation("o2", "p1", ObservationStatus.AMENDED, "a", "2026-03-01", 2, "g");
    observation("o3", "p1", ObservationStatus.FINAL, "a", "2026-03-03", 1, "g");
    observation("o4", "p3", ObservationStatus.FINAL, null, null, null, null);
  }

  @AfterAll
  void close() {
    store.close();
  }

  private void patient(
      String id, String family, AdministrativeGender gender, String birth, String... given) {
    Patient patient = new Patient();
    patient.setId("Patient/" + id);
    patient.setGender(gender);
    if (family != null) {
      patient.addName().setFamily(family);
    }
    for (String each : given) {
      patient.addName().addGiven(each);
    }
    if (birth != null) {
      patient.setBirthDateElement(new org.hl7.fhir.r4.model.DateType(birth));
    }
    store.put(patient);
  }

  private void observation(
      String id,
      String patient,
      ObservationStatus status,
      String code,
      String date,
      Integer value,
      String unit) {
    Observation observation = new Observation();
    observation.setId("Observation/" + id);
    observation.setSubject(new Reference("Patient/" + patient));
    observation.setStatus(status);
    observation.getCode().setText("x");
    if (code != null) {
      observation.getCode().addCoding().setSystem("urn:z").setCode(code);
    }
    if (date != null) {
      observation.setEffective(new DateTimeType(date));
    }
    if (value != null) {
      observation.setValue(
          new Quantity(value).setUnit(unit).setSystem("http://unitsofmeasure.org").setCode(unit));
    }
    store.put(observation);
  }

  /** The same order, however large the pages. */
  private List<String> sorted(String type, String sort, String... more) {
    List<String> whole = null;
    for (String count : List.of("1", "2", "3", "50")) {
      List<String> parameters = new ArrayList<>(List.of("_sort", sort, "_count", count));
      parameters.addAll(List.of(more));
      List<String> ids = new ArrayList<>();
      SearchPage page = store.search(type, parameters.toArray(String[]::new));
      while (true) {
        page.matches().stream().map(StoredResource::id).forEach(ids::add);
        if (page.next() == null) {
          break;
        }
        page = store.store().nextPage(OpenStore.CALLER, page.next());
      }
      assertThat(ids).as("pages of %s", count).isEqualTo(whole == null ? ids : whole);
      whole = ids;
    }
    return whole;
  }

  @Test
  void stringsFolded() {
    assertThat(sorted("Patient", "family")).containsExactly("p2", "p3", "p1", "p4");
    assertThat(sorted("Patient", "-family")).containsExactly("p1", "p2", "p3", "p4");
  }

  @Test
  void lowestOfSeveralAscendingHighestDescending() {
    assertThat(sorted("Patient", "given")).containsExactly("p1", "p3", "p2", "p4");
    assertThat(sorted("Patient", "-given")).containsExactly("p1", "p2", "p3", "p4");
  }

  @Test
  void codesByTheirCode() {
    assertThat(sorted("Patient", "gender")).containsExactly("p2", "p1", "p3", "p4");
    assertThat(sorted("Patient", "-gender")).containsExactly("p1", "p3", "p2", "p4");
    assertThat(sorted("Observation", "code")).containsExactly("o2", "o3", "o1", "o4");
    assertThat(sorted("Observation", "status,-date")).containsExactly("o2", "o3", "o1", "o4");
  }

  @Test
  void severalKeysInBothDirections() {
    assertThat(sorted("Patient", "-gender,family")).containsExactly("p3", "p1", "p2", "p4");
    assertThat(sorted("Patient", "gender,-birthdate,_id")).containsExactly("p2", "p1", "p3", "p4");
    assertThat(sorted("Patient", "birthdate,family")).containsExactly("p4", "p1", "p2", "p3");
    assertThat(sorted("Patient", "-birthdate,-_id")).containsExactly("p2", "p1", "p4", "p3");
    assertThat(sorted("Observation", "-code,-_id")).containsExactly("o1", "o3", "o2", "o4");
    assertThat(sorted("Observation", "_lastUpdated,code")).hasSize(4);
  }

  @Test
  void quantitiesInCanonicalUnits() {
    assertThat(sorted("Observation", "value-quantity")).containsExactly("o1", "o3", "o2", "o4");
    assertThat(sorted("Observation", "-value-quantity")).containsExactly("o2", "o3", "o1", "o4");
    assertThat(sorted("Observation", "-combo-value-quantity"))
        .containsExactly("o2", "o3", "o1", "o4");
  }

  @Test
  void references() {
    assertThat(sorted("Observation", "subject,_id")).containsExactly("o2", "o3", "o1", "o4");
    assertThat(sorted("Observation", "-patient,_id")).containsExactly("o4", "o1", "o2", "o3");
  }

  @Test
  void withinAPatient() {
    assertThat(sorted("Observation", "-code,-date", "patient", "p1")).containsExactly("o3", "o2");
    assertThat(sorted("Observation", "-date,code", "patient", "p1,p3"))
        .containsExactly("o3", "o2", "o4");
  }

  @Test
  void urisAndOtherDates() {
    for (String url : List.of("http://b", "http://a", "http://c")) {
      CodeSystem system = new CodeSystem();
      system.setId("CodeSystem/" + url.substring(7));
      system.setUrl(url);
      system.setStatus(PublicationStatus.DRAFT);
      store.put(system);
    }
    assertThat(sorted("CodeSystem", "url")).containsExactly("a", "b", "c");
    assertThat(sorted("CodeSystem", "status,-url")).containsExactly("c", "b", "a");
    for (String date : List.of("2026-02-02", "2026-02-01")) {
      Patient dead = new Patient();
      dead.setId("Patient/d" + date.substring(9));
      dead.addIdentifier().setSystem("urn:dead").setValue(date);
      dead.setDeceased(new DateTimeType(date));
      store.put(dead);
    }
    Patient alive = new Patient();
    alive.setId("Patient/d0");
    alive.addIdentifier().setSystem("urn:dead").setValue("none");
    alive.setDeceased(new BooleanType(false));
    store.put(alive);
    String[] these = {"identifier", "urn:dead|"};
    assertThat(sorted("Patient", "death-date", these)).containsExactly("d1", "d2", "d0");
    assertThat(sorted("Patient", "-death-date", these)).containsExactly("d2", "d1", "d0");
    assertThat(sorted("Patient", "deceased,_id", these)).containsExactly("d0", "d1", "d2");
    assertThat(sorted("Patient", "-identifier", these)).containsExactly("d0", "d2", "d1");
    for (String id : List.of("d0", "d1", "d2")) {
      store.delete("Patient", id);
    }
  }

  @Test
  void numbers() {
    for (String number : List.of("0.50", "0.1", "0.25")) {
      RiskAssessment risk = new RiskAssessment();
      risk.setId("RiskAssessment/r" + number.replace(".", ""));
      risk.setSubject(new Reference("Patient/p1"));
      risk.setStatus(RiskAssessment.RiskAssessmentStatus.FINAL);
      risk.addPrediction()
          .setProbability(new org.hl7.fhir.r4.model.DecimalType(new java.math.BigDecimal(number)));
      store.put(risk);
    }
    assertThat(sorted("RiskAssessment", "probability")).containsExactly("r01", "r025", "r050");
    assertThat(sorted("RiskAssessment", "-probability")).containsExactly("r050", "r025", "r01");
  }

  @Test
  void tokensOfCodingsAndContacts() {
    for (String code : List.of("IMP", "AMB")) {
      Encounter encounter = OpenStore.encounter("Patient/p1");
      encounter.setId("Encounter/" + code);
      encounter.getClass_().setCode(code);
      store.put(encounter);
    }
    assertThat(sorted("Encounter", "class")).containsExactly("AMB", "IMP");
    assertThat(sorted("Encounter", "-class")).containsExactly("IMP", "AMB");
  }

  @Test
  void whatHasNoOrderIsRefusedWithWhatHas() {
    for (String sort : List.of("code-value-quantity", "nonsense", "date,nonsense")) {
      StoreException refusal =
          catchThrowableOfType(
              StoreException.class, () -> store.search("Observation", "_sort", sort));
      assertThat(refusal.problems().get(0).key()).isEqualTo("search.unsupported-sort");
      assertThat(refusal.problems().get(0).remedy(Locale.ENGLISH))
          .contains("value-quantity")
          .contains("status")
          .doesNotContain("code-value-quantity");
    }
    assertThat(
            catchThrowableOfType(
                StoreException.class, () -> store.search("Location", "_sort", "near")))
        .isNotNull();
    for (String sort :
        List.of("date,-date", "_id,date,code,status,subject,encounter,method,_tag,_profile")) {
      StoreException refusal =
          catchThrowableOfType(
              StoreException.class, () -> store.search("Observation", "_sort", sort));
      assertThat(refusal.problems().get(0).key()).isEqualTo("search.bad-sort");
    }
  }
}
