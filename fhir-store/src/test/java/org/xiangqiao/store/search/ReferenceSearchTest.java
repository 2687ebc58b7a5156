package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReferenceSearchTest {

  private SearchFixture fixture;

  @BeforeAll
  void observations() {
    fixture = new SearchFixture();
    Patient one = new Patient();
    one.setId("Patient/1");
    Patient two = new Patient();
    two.setId("Patient/2");
    Group group = new Group();
    group.setId("Group/1");
    Encounter encounter = new Encounter();
    encounter.setId("Encounter/e1");
    encounter.setSubject(new Reference("Patient/1"));
    fixture.store(one, two, group, encounter);
    fixture.store(
        observation("ofOne", "Patient/1").setEncounter(new Reference("Encounter/e1")),
        observation("ofTwo", "Patient/2/_history/3"),
        observation("ofGroup", "Group/1"),
        observation("ofAbroad", "https://other.example.org/fhir/Patient/1"));
    Observation logical = observation("logical", null);
    logical.setSubject(
        new Reference().setIdentifier(new Identifier().setSystem("urn:s").setValue("42")));
    fixture.store(logical);
  }

  private static Observation observation(String id, String subject) {
    Observation observation = new Observation();
    observation.setId("Observation/" + id);
    observation.setSubject(subject == null ? null : new Reference(subject));
    return observation;
  }

  @Test
  void typeAndId() {
    assertThat(fixture.ids("Observation", "subject", "Patient/1")).containsExactly("ofOne");
    assertThat(fixture.ids("Observation", "subject", "Group/1")).containsExactly("ofGroup");
    assertThat(fixture.ids("Observation", "encounter", "Encounter/e1")).containsExactly("ofOne");
  }

  @Test
  void idAlone() {
    assertThat(fixture.ids("Observation", "subject", "1")).containsExactly("ofOne", "ofGroup");
    assertThat(fixture.ids("Observation", "patient", "1")).containsExactly("ofOne");
  }

  @Test
  void typeAsModifier() {
    assertThat(fixture.ids("Observation", "subject:Patient", "1")).containsExactly("ofOne");
    assertThat(fixture.ids("Observation", "subject:Group", "1")).containsExactly("ofGroup");
  }

  @Test
  void typeThatCannotBeTargetIsRefused() {
    StoreException refusal =
        catchThrowableOfType(
            StoreException.class, () -> fixture.search("Observation", "subject:Claim", "1"));
    assertThat(refusal.kind()).isEqualTo(StoreProblem.Kind.UNSUPPORTED_SEARCH);
  }

  @Test
  void severalPatients() {
    assertThat(fixture.ids("Observation", "patient", "1,2")).containsExactly("ofOne", "ofTwo");
    assertThat(fixture.ids("Observation", "patient", "Patient/1", "subject", "Patient/2"))
        .isEmpty();
  }

  @Test
  void versionsInReferencesDoNotMatter() {
    assertThat(fixture.ids("Observation", "subject", "Patient/2")).containsExactly("ofTwo");
  }

  @Test
  void absoluteUrl() {
    assertThat(fixture.ids("Observation", "subject", "https://other.example.org/fhir/Patient/1"))
        .containsExactly("ofAbroad");
    assertThat(fixture.ids("Observation", "subject", "https://fhir.example.org/fhir/Patient/1"))
        .containsExactly("ofOne");
  }

  @Test
  void identifierInsideTheReference() {
    assertThat(fixture.ids("Observation", "subject:identifier", "urn:s|42"))
        .containsExactly("logical");
    assertThat(fixture.ids("Observation", "subject:identifier", "urn:s|43")).isEmpty();
  }

  @Test
  void nonsenseIsRefused() {
    StoreException refusal =
        catchThrowableOfType(
            StoreException.class, () -> fixture.search("Observation", "subject", "a b"));
    assertThat(refusal.kind()).isEqualTo(StoreProblem.Kind.INVALID);
    assertThat(refusal.problems().get(0).location()).isEqualTo("subject");
  }
}
