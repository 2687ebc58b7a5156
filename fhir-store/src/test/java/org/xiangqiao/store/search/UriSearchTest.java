package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.xiangqiao.store.OpenStore;

/** URI parameters and their modifiers (R4 search.html#uri). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UriSearchTest {

  private static final String BASE = "https://fhir.example.cn/";
  private static final String LONG = BASE + "x".repeat(300);

  private OpenStore store;

  @BeforeAll
  void open() {
    store = OpenStore.open();
    valueSet("base", BASE + "ValueSet");
    valueSet("ward", BASE + "ValueSet/ward");
    valueSet("other", "https://other.example.cn/ValueSet");
    valueSet("long-a", LONG + "/a");
    valueSet("long-b", LONG + "/b");
    Patient patient = new Patient();
    patient.setId("p");
    patient.getMeta().addProfile(BASE + "StructureDefinition/resident|1.2");
    patient.getMeta().setSource("urn:emr:qingshi");
    store.put(patient);
  }

  @AfterAll
  void close() {
    store.close();
  }

  private void valueSet(String id, String url) {
    ValueSet valueSet = new ValueSet();
    valueSet.setId(id);
    valueSet.setUrl(url);
    store.put(valueSet);
  }

  @Test
  void wholeWithCase() {
    assertThat(store.ids("ValueSet", "url", BASE + "ValueSet")).containsExactly("base");
    assertThat(store.ids("ValueSet", "url", BASE + "valueset")).isEmpty();
    assertThat(store.ids("ValueSet", "url", LONG + "/b")).containsExactly("long-b");
  }

  @Test
  void belowAndAbove() {
    assertThat(store.ids("ValueSet", "url:below", BASE + "ValueSet"))
        .containsExactlyInAnyOrder("base", "ward");
    assertThat(store.ids("ValueSet", "url:below", BASE + "x"))
        .containsExactlyInAnyOrder("long-a", "long-b");
    assertThat(store.ids("ValueSet", "url:above", BASE + "ValueSet/ward/7"))
        .containsExactlyInAnyOrder("base", "ward");
  }

  @Test
  void profilesWithAndWithoutVersion() {
    String profile = BASE + "StructureDefinition/resident";
    assertThat(store.ids("Patient", "_profile", profile)).containsExactly("p");
    assertThat(store.ids("Patient", "_profile", profile + "|1.2")).containsExactly("p");
    assertThat(store.ids("Patient", "_profile", profile + "|2")).isEmpty();
    assertThat(store.ids("Patient", "_profile:below", profile + "|1")).containsExactly("p");
    assertThat(store.ids("Patient", "_source", "urn:emr:qingshi")).containsExactly("p");
  }
}
