package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.StoreException;

/** {@code :missing} for every kind of parameter (R4 search.html#modifiers). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MissingSearchTest {

  private OpenStore store;

  @BeforeAll
  void open() {
    store = OpenStore.open();
    Patient full = new Patient();
    full.setId("full");
    full.setGender(AdministrativeGender.FEMALE);
    full.addName().setFamily("周");
    full.getBirthDateElement().setValueAsString("2020");
    full.getMeta().setSource("urn:emr").addTag("urn:t", "t", null);
    store.put(full);
    Patient empty = new Patient();
    empty.setId("empty");
    empty.setActive(true);
    store.put(empty);
    Observation measured = new Observation();
    measured.setId("measured");
    measured.setStatus(Observation.ObservationStatus.FINAL);
    measured.setSubject(new Reference("Patient/full"));
    measured.setEffective(new DateTimeType("2026-03-01"));
    measured.setValue(new Quantity(5));
    store.put(measured);
    Observation bare = new Observation();
    bare.setId("bare");
    bare.setStatus(Observation.ObservationStatus.FINAL);
    store.put(bare);
  }

  @AfterAll
  void close() {
    store.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gender", "family", "birthdate", "_tag", "_source"})
  void ofPatients(String name) {
    assertThat(store.ids("Patient", name + ":missing", "true")).containsExactly("empty");
    assertThat(store.ids("Patient", name + ":missing", "false")).containsExactly("full");
  }

  @ParameterizedTest
  @ValueSource(strings = {"subject", "patient", "date", "value-quantity"})
  void ofObservations(String name) {
    assertThat(store.ids("Observation", name + ":missing", "true")).containsExactly("bare");
    assertThat(store.ids("Observation", name + ":missing", "false")).containsExactly("measured");
  }

  @Test
  void followsUpdates() {
    Patient changed = new Patient();
    changed.setId("changing");
    changed.setGender(AdministrativeGender.MALE);
    store.put(changed);
    changed.setGender(null);
    changed.setActive(true);
    store.put(changed);
    assertThat(store.ids("Patient", "gender:missing", "true", "_id", "changing"))
        .containsExactly("changing");
    store.delete("Patient", "changing");
  }

  @Test
  void takesTrueOrFalseOnly() {
    assertThatThrownBy(() -> store.ids("Patient", "gender:missing", "yes"))
        .isInstanceOf(StoreException.class);
  }
}
