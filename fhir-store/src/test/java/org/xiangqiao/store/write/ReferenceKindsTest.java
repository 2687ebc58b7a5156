package org.xiangqiao.store.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xiangqiao.store.OpenStore.CALLER;
import static org.xiangqiao.store.OpenStore.encounter;
import static org.xiangqiao.store.OpenStore.patient;

import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.ReferencePolicy;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreSettings;
import org.xiangqiao.store.TestPostgres;
import org.xiangqiao.store.WriteOperation;

/** One rule for each way to write a reference (docs/api/references.md). */
class ReferenceKindsTest {

  private static final String BASE = "https://county.example/fhir";
  private static final Caller ARCHIVE = new Caller(7, "archive-import", "org-1", "request-2");

  private static OpenStore open;

  @BeforeAll
  static void open() {
    open =
        OpenStore.open(
            TestPostgres.database(),
            StoreSettings.defaults()
                .withBaseUrls(Set.of(BASE))
                .withReferences(
                    ReferencePolicy.defaults().withExemptClients(Set.of("archive-import"))));
  }

  @AfterAll
  static void close() {
    open.close();
  }

  @Test
  void versionedReferenceKeepsItsVersionAndProtectsTheResource() {
    String id = open.create(patient()).id();
    String kept = stored(encounter("Patient/" + id + "/_history/1"));
    assertThat(kept).contains("\"Patient/" + id + "/_history/1\"");
    assertRefused(encounter("Patient/nobody/_history/1"), "reference-to-nothing");
    assertThatThrownBy(() -> open.delete("Patient", id)).hasMessageContaining("Encounter/");
  }

  @Test
  void ownAddressIsStoredRelativeAndChecked() {
    String id = open.create(patient()).id();
    assertThat(stored(encounter(BASE + "/Patient/" + id + "/_history/1")))
        .contains("\"reference\":\"Patient/" + id + "/_history/1\"");
    assertRefused(encounter(BASE + "/Patient/nobody"), "reference-to-nothing");
    assertRefused(encounter(BASE + "/metadata"), "reference-malformed");
  }

  @Test
  void foreignAddressIsNotChecked() {
    assertThat(stored(encounter("https://other.example/fhir/Patient/9/_history/3")))
        .contains("\"https://other.example/fhir/Patient/9/_history/3\"");
    assertThat(stored(encounter(BASE + ".evil.example/Patient/9"))).contains(".evil.example");
  }

  @Test
  void canonicalIsNeitherCheckedNorRewritten() {
    QuestionnaireResponse response = new QuestionnaireResponse();
    response.setStatus(QuestionnaireResponse.QuestionnaireResponseStatus.COMPLETED);
    response.setQuestionnaire(BASE + "/Questionnaire/none|1.0");
    assertThat(stored(response)).contains("\"" + BASE + "/Questionnaire/none|1.0\"");
  }

  @Test
  void logicalReferenceIsNotChecked() {
    Encounter encounter = encounter("Patient/" + open.create(patient()).id());
    encounter.setServiceProvider(
        new Reference()
            .setIdentifier(new Identifier().setSystem("urn:oid:1.2.3").setValue("clinic-9")));
    assertThat(stored(encounter)).contains("clinic-9");
  }

  @Test
  void fragmentNeedsItsContainedResource() {
    Encounter encounter = encounter("Patient/" + open.create(patient()).id());
    encounter.addParticipant().setIndividual(new Reference("#doctor"));
    assertRefused(encounter, "contained-missing");
    Practitioner doctor = new Practitioner();
    doctor.setId("doctor");
    doctor.addName().setText("医生");
    doctor.addExtension("http://example.org/in", new Reference("#"));
    encounter.addContained(doctor);
    assertThat(stored(encounter)).contains("\"#doctor\"", "\"id\":\"doctor\"");
    assertThat(
            stored(
                OpenStore.FHIR
                    .newJsonParser()
                    .parseResource(
                        Encounter.class,
                        OpenStore.FHIR.newJsonParser().encodeResourceToString(encounter))))
        .contains("\"#doctor\"");
  }

  @Test
  void placeholderThatNothingReplacedIsRefused() {
    assertRefused(
        encounter("urn:uuid:6f1c1f0e-0000-4000-8000-00000000000a"), "placeholder-unknown");
    assertRefused(encounter("urn:oid:1.2.3.4"), "placeholder-unknown");
  }

  @Test
  void neitherAddressNorTypeAndIdIsRefused() {
    assertRefused(encounter("just-an-id"), "reference-malformed");
    assertRefused(encounter("Dragon/1"), "reference-malformed");
  }

  /** A document speaks of its own entries; changing a word would break its signature. */
  @Test
  void contentOfAStoredBundleIsLeftAlone() {
    Bundle document = new Bundle().setType(Bundle.BundleType.DOCUMENT);
    Composition composition = new Composition();
    composition.setTitle("病历").addAuthor(new Reference("Practitioner/in-the-document"));
    composition.setSubject(new Reference("urn:uuid:6f1c1f0e-0000-4000-8000-00000000000b"));
    document.addEntry().setFullUrl(BASE + "/Composition/c").setResource(composition);
    assertThat(stored(document))
        .contains("Practitioner/in-the-document", "urn:uuid:6f1c1f0e-0000-4000-8000-00000000000b");
  }

  @Test
  void exemptClientMayPointAtNothingButDeletesLikeOthers() {
    Observation later = new Observation();
    later.setStatus(Observation.ObservationStatus.FINAL);
    later.getCode().setText("x");
    later.setSubject(new Reference("Patient/arrives-later"));
    String patient = open.create(patient()).id();
    open.create(encounter("Patient/" + patient));
    assertRefused(later, "reference-to-nothing");
    assertThat(
            open.store()
                .write(ARCHIVE, java.util.List.of(new WriteOperation.Create(later, null, null))))
        .hasSize(1);
    assertThatThrownBy(
            () ->
                open.store()
                    .write(
                        ARCHIVE,
                        java.util.List.of(
                            new WriteOperation.Delete("Patient", patient, null, null))))
        .hasMessageContaining("other resources refer");
    assertThat(open.store().read(CALLER, "Patient", patient)).isPresent();
  }

  private static String stored(Resource resource) {
    return open.read(resource.fhirType(), open.create(resource).id()).json();
  }

  private static void assertRefused(Resource resource, String key) {
    assertThatThrownBy(() -> open.create(resource))
        .isInstanceOfSatisfying(
            StoreException.class,
            refusal -> assertThat(refusal.problems().get(0).key()).isEqualTo(key));
  }
}
