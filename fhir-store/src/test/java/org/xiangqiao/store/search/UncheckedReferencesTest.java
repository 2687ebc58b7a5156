package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.ReferencePolicy;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.StoreSettings;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.TestPostgres;

/** Where references may lead nowhere, a search by patient finds what names one that is not here. */
class UncheckedReferencesTest {

  private OpenStore store;

  @AfterEach
  void close() {
    store.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPatientWhoIsNotStoredIsFoundByWhatNamesHim(boolean forAll) {
    open(forAll);
    put("o1", "gone", "e1");
    put("o2", "here", "e1");
    Patient here = new Patient();
    here.setId("Patient/here");
    store.put(here);
    put("o3", "here", "e2");

    assertThat(store.ids("Observation", "patient", "gone")).containsExactly("o1");
    assertThat(store.ids("Observation", "subject", "Patient/gone", "_sort", "-date"))
        .containsExactly("o1");
    assertThat(store.ids("Observation", "patient", "gone,here"))
        .containsExactlyInAnyOrder("o1", "o2", "o3");
    assertThat(compartment("gone")).containsExactly("o1");
    assertThat(compartment("here")).containsExactlyInAnyOrder("o2", "o3");
    // A chain follows what could be linked when it was written.
    assertThat(store.ids("Observation", "patient._id", "here")).containsExactly("o3");
    assertThat(store.ids("Patient", "_has:Observation:patient:status", "final"))
        .containsExactly("here");
  }

  private void open(boolean forAll) {
    ReferencePolicy policy = ReferencePolicy.defaults();
    store =
        OpenStore.open(
            TestPostgres.database(),
            StoreSettings.defaults()
                .withReferences(
                    forAll
                        ? policy.withChecking(ReferencePolicy.Checking.OFF)
                        : policy.withExemptClients(Set.of(OpenStore.CALLER.client()))));
  }

  private void put(String id, String patient, String encounter) {
    Observation observation = new Observation();
    observation.setId("Observation/" + id);
    observation.setStatus(Observation.ObservationStatus.FINAL);
    observation.setSubject(new Reference("Patient/" + patient));
    observation.setEncounter(new Reference("Encounter/" + encounter));
    store.put(observation);
  }

  private List<String> compartment(String patient) {
    return store
        .store()
        .search(
            OpenStore.CALLER,
            new SearchRequest(
                "Observation", new SearchRequest.Compartment("Patient", patient), Map.of(), false))
        .matches()
        .stream()
        .map(StoredResource::id)
        .toList();
  }
}
