package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.index.Compartments;

/** Compartments, R4 compartmentdefinition.html. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompartmentSearchTest {

  private LinkedRecords records;

  @BeforeAll
  void open() {
    records = new LinkedRecords();
  }

  @AfterAll
  void close() {
    records.close();
  }

  private List<String> in(String centre, String type, String... namesAndValues) {
    return page(centre, type, namesAndValues).matches().stream()
        .map(match -> (type == null ? match.type() + "/" : "") + match.id())
        .toList();
  }

  private SearchPage page(String centre, String type, String... namesAndValues) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
    }
    String[] parts = centre.split("/");
    return records
        .store
        .store()
        .search(
            OpenStore.CALLER,
            new SearchRequest(
                type, new SearchRequest.Compartment(parts[0], parts[1]), parameters, false));
  }

  @Test
  void oneTypeOfAPatient() {
    assertThat(in("Patient/one", "Observation")).containsExactly("pressure");
    assertThat(in("Patient/one", "Observation", "code", "8867-4")).isEmpty();
    assertThat(in("Patient/one", "Encounter")).containsExactly("visit");
    assertThat(in("Patient/one", "Patient")).isEmpty();
    assertThat(in("Patient/none", "Observation")).isEmpty();
  }

  @Test
  void otherCentres() {
    assertThat(in("Encounter/visit", "Observation")).containsExactly("pressure");
    assertThat(in("Encounter/visit", "Encounter")).containsExactly("visit");
    assertThat(in("Practitioner/wang", "Observation")).containsExactly("pressure");
    assertThat(in("Practitioner/wang", "Patient")).containsExactly("one", "two");
    assertThat(in("Device/meter", "Observation")).containsExactly("pressure", "self");
  }

  @Test
  void allTypes() {
    assertThat(in("Patient/one", null)).containsExactly("Encounter/visit", "Observation/pressure");
    assertThat(in("Patient/one", null, "_type", "Observation,Encounter"))
        .containsExactly("Encounter/visit", "Observation/pressure");
    assertThat(page("Patient/one", null, "_summary", "count").total()).isEqualTo(2);
  }

  @Test
  void whatIsInNoCompartmentIsRefused() {
    for (Runnable asked :
        List.<Runnable>of(
            () -> in("Patient/one", "Organization"),
            () -> in("Organization/stone", "Patient"),
            () -> in("Patient/one", null, "_type", "Organization"))) {
      assertThatThrownBy(asked::run)
          .isInstanceOfSatisfying(
              StoreException.class,
              refusal -> assertThat(refusal.kind()).isEqualTo(StoreProblem.Kind.NOT_FOUND));
    }
  }

  @Test
  void theTableAgreesWithTheDefinitionsOfTheParameters() {
    Compartments compartments = new Compartments();
    Set<String> ours = new TreeSet<>();
    for (String centre : compartments.centres()) {
      for (String type : compartments.types(centre)) {
        for (String parameter : compartments.parameters(centre, type)) {
          if (!parameter.equals(Compartments.CENTRE)) {
            ours.add(centre + "," + type + "," + parameter);
          }
        }
      }
    }
    Set<String> generated = new TreeSet<>();
    for (String type : OpenStore.FHIR.getResourceTypes()) {
      for (var parameter : OpenStore.FHIR.getResourceDefinition(type).getSearchParams()) {
        Set<String> memberships = parameter.getProvidesMembershipInCompartments();
        for (String name : memberships == null ? Set.<String>of() : memberships) {
          String centre = name.substring(name.lastIndexOf(' ') + 1);
          generated.add(centre + "," + type + "," + parameter.getName());
        }
      }
    }
    // The library's own addition; the CompartmentDefinition of R4 does not have it.
    generated.remove("Patient,Device,patient");
    assertThat(ours).isEqualTo(generated);
  }
}
