package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.StoreException;

/** {@code _include} and {@code _revinclude} over one and several levels. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IncludeTest {

  private OpenStore store;

  @BeforeAll
  void records() {
    store = OpenStore.open();
    organization("county", null);
    organization("township", "Organization/county");
    organization("village", "Organization/township");
    Patient patient = new Patient();
    patient.setId("Patient/p");
    patient.setManagingOrganization(new Reference("Organization/village"));
    store.put(patient);
    Encounter encounter = OpenStore.encounter("Patient/p");
    encounter.setId("Encounter/e");
    store.put(encounter);
    observation("root", null);
    observation("leaf", "Observation/root");
  }

  @AfterAll
  void close() {
    store.close();
  }

  private void organization(String id, String parent) {
    Organization organization = new Organization();
    organization.setId("Organization/" + id);
    organization.setName(id);
    if (parent != null) {
      organization.setPartOf(new Reference(parent));
    }
    store.put(organization);
  }

  private void observation(String id, String derivedFrom) {
    Observation observation = new Observation();
    observation.setId("Observation/" + id);
    observation.setStatus(Observation.ObservationStatus.FINAL);
    observation.getCode().setText(id);
    observation.setSubject(new Reference("Patient/p/_history/1"));
    observation.setEncounter(new Reference("Encounter/e"));
    if (derivedFrom != null) {
      observation.addDerivedFrom(new Reference(derivedFrom));
    }
    store.put(observation);
  }

  private List<String> included(String type, String... parameters) {
    SearchPage page = store.search(type, parameters);
    return page.included().stream().map(each -> each.type() + "/" + each.id()).toList();
  }

  @Test
  void oneLevelWithoutIterate() {
    assertThat(included("Organization", "_id", "village", "_include", "Organization:partof"))
        .containsExactly("Organization/township");
  }

  @Test
  void iterateGoesToTheEnd() {
    assertThat(
            included("Organization", "_id", "village", "_include:iterate", "Organization:partof"))
        .containsExactly("Organization/township", "Organization/county");
    assertThat(
            included(
                "Observation",
                "_id",
                "leaf",
                "_include",
                "Observation:subject",
                "_include:iterate",
                "Patient:organization",
                "_include:iterate",
                "Organization:*"))
        .containsExactly(
            "Patient/p", "Organization/village", "Organization/township", "Organization/county");
  }

  @Test
  void everyReferenceAndOneTarget() {
    List<String> all = List.of("Observation/root", "Encounter/e", "Patient/p");
    assertThat(included("Observation", "_id", "leaf", "_include", "*"))
        .containsExactlyInAnyOrderElementsOf(all);
    assertThat(included("Observation", "_id", "leaf", "_include", "Observation:*"))
        .containsExactlyInAnyOrderElementsOf(all);
    assertThat(included("Observation", "_id", "leaf", "_include", "Observation:*:Patient"))
        .containsExactly("Patient/p");
  }

  @Test
  void reverse() {
    assertThat(included("Patient", "_revinclude", "Observation:subject"))
        .containsExactlyInAnyOrder("Observation/root", "Observation/leaf");
    assertThat(included("Patient", "_revinclude", "Encounter:*")).containsExactly("Encounter/e");
    assertThat(
            included("Organization", "_id", "county", "_revinclude:iterate", "Organization:partof"))
        .containsExactly("Organization/township", "Organization/village");
    assertThat(
            included(
                "Organization",
                "_id",
                "village",
                "_revinclude",
                "Patient:organization",
                "_revinclude:iterate",
                "Encounter:patient:Patient"))
        .containsExactly("Patient/p", "Encounter/e");
  }

  @Test
  void matchesAreNotIncluded() {
    assertThat(included("Observation", "_include", "Observation:derived-from")).isEmpty();
    assertThat(
            included(
                "Observation",
                "_include:iterate",
                "Observation:derived-from",
                "_revinclude:iterate",
                "Observation:derived-from"))
        .isEmpty();
  }

  @Test
  void circlesEnd() {
    organization("left", null);
    organization("right", "Organization/left");
    organization("left", "Organization/right");
    assertThat(included("Organization", "_id", "left", "_include:iterate", "Organization:partof"))
        .containsExactly("Organization/right");
  }

  @Test
  void definitionsByCanonicalUrl() {
    questionnaire("q1", "1");
    questionnaire("q2", "2");
    answers("a1", "http://example.org/q|1");
    answers("a2", "http://example.org/q");
    answers("a3", "http://example.org/q|3");
    String[] include = {"_include", "QuestionnaireResponse:questionnaire", "_id", "a1"};
    assertThat(included("QuestionnaireResponse", include)).containsExactly("Questionnaire/q1");
    include[3] = "a2";
    assertThat(included("QuestionnaireResponse", include)).containsExactly("Questionnaire/q2");
    include[3] = "a3";
    assertThat(included("QuestionnaireResponse", include)).isEmpty();
  }

  private void questionnaire(String id, String version) {
    Questionnaire questionnaire = new Questionnaire();
    questionnaire.setId("Questionnaire/" + id);
    questionnaire.setUrl("http://example.org/q");
    questionnaire.setVersion(version);
    questionnaire.setStatus(PublicationStatus.ACTIVE);
    store.put(questionnaire);
  }

  private void answers(String id, String questionnaire) {
    QuestionnaireResponse answers = new QuestionnaireResponse();
    answers.setId("QuestionnaireResponse/" + id);
    answers.setQuestionnaire(questionnaire);
    answers.setStatus(QuestionnaireResponse.QuestionnaireResponseStatus.COMPLETED);
    store.put(answers);
  }

  @Test
  void whatCannotBeReachedIsRefused() {
    for (List<String> include :
        List.of(
            List.of("_include", "Patient:organization"),
            List.of("_include:iterate", "*"),
            List.of("_include:iterate", "Patient:gender"),
            List.of("_include", "Observation:subject:Nothing"),
            List.of("_revinclude", "*"),
            List.of("_revinclude", "Encounter:patient:Patient"),
            List.of("_revinclude", "Encounter:class"))) {
      StoreException refusal =
          catchThrowableOfType(
              StoreException.class,
              () -> store.search("Observation", include.get(0), include.get(1)));
      assertThat(refusal).as("%s", include).isNotNull();
      assertThat(refusal.problems().get(0).key()).isEqualTo("search.bad-include");
    }
  }
}
