package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.StoreException;

/** What a search sees of other types is told before it runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchedTypesTest {

  private LinkedRecords records;

  @BeforeAll
  void open() {
    records = new LinkedRecords();
  }

  @AfterAll
  void close() {
    records.close();
  }

  private Set<String> types(String type, String... namesAndValues) {
    return records
        .store
        .store()
        .typesOfSearch(OpenStore.CALLER, SearchFixture.request(type, namesAndValues));
  }

  @Test
  void conditionsTellWhereTheyLook() {
    assertThat(types("Patient", "family", "x")).containsExactly("Patient");
    assertThat(types("Observation", "patient.organization.name", "x"))
        .containsExactlyInAnyOrder("Observation", "Patient", "Organization");
    assertThat(types("Observation", "subject.birthdate", "2000"))
        .containsExactlyInAnyOrder("Observation", "Patient");
    assertThat(types("Patient", "_has:Observation:patient:_has:Provenance:target:agent", "x"))
        .containsExactlyInAnyOrder("Patient", "Observation", "Provenance");
    assertThat(types("Patient", "_list", "1")).containsExactlyInAnyOrder("Patient", "List");
    assertThat(
            types(
                "Observation",
                "_filter",
                "not (status eq final or patient[organization.name co a].gender eq male)"))
        .containsExactlyInAnyOrder("Observation", "Patient", "Organization");
  }

  @Test
  void includesAndSeveralTypes() {
    assertThat(types("Observation", "_include", "Observation:encounter"))
        .containsExactlyInAnyOrder("Observation", "Encounter");
    assertThat(types("Patient", "_revinclude", "Observation:patient"))
        .containsExactlyInAnyOrder("Patient", "Observation");
    assertThat(types("Provenance", "_include", "Provenance:target")).contains("*");
    assertThat(types(null, "_type", "Patient,Encounter", "_list", "1"))
        .containsExactlyInAnyOrder("Patient", "Encounter", "List");
    assertThat(types(null, "_id", "1")).containsExactly("*");
  }

  @Test
  void cursorsAndCriteriaTellToo() {
    String cursor =
        records.store.search("Observation", "patient.family", "li", "_count", "1").next();
    assertThat(records.store.store().typesOfPage(OpenStore.CALLER, cursor))
        .containsExactlyInAnyOrder("Observation", "Patient");
    assertThat(
            records
                .store
                .store()
                .typesOfCriteria(OpenStore.CALLER, "Patient", "_has:Observation:patient:code=1"))
        .containsExactlyInAnyOrder("Patient", "Observation");
    for (String criteria :
        new String[] {
          "Patient?_has:Observation:patient:code=1", "Patient??_has:Observation:patient:code=1"
        }) {
      assertThat(records.store.store().typesOfCriteria(OpenStore.CALLER, "Patient", criteria))
          .contains("Observation");
    }
    assertThat(
            records
                .store
                .store()
                .typesOfCriteria(
                    OpenStore.CALLER, "Patient", "identifier=1?_has:Observation:patient:code=1"))
        .containsExactly("Patient");
  }

  @Test
  void aReferenceBySearchMustNotLookFurther() {
    Observation probe = new Observation();
    probe.setStatus(Observation.ObservationStatus.FINAL);
    probe.getCode().setText("probe");
    probe.setSubject(new Reference("Patient?_has:Observation:patient:code=8480-6"));
    assertThatThrownBy(() -> records.store.create(probe))
        .isInstanceOfSatisfying(
            StoreException.class,
            refusal ->
                assertThat(refusal.problems().get(0).key())
                    .isEqualTo("search.criteria-other-type"));
  }
}
