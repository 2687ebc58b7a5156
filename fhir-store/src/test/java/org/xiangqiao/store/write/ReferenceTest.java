package org.xiangqiao.store.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xiangqiao.store.OpenStore.CALLER;
import static org.xiangqiao.store.OpenStore.encounter;
import static org.xiangqiao.store.OpenStore.patient;

import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.ReferencePolicy;
import org.xiangqiao.store.ReferencePolicy.Checking;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.StoreProblem.Kind;
import org.xiangqiao.store.StoreSettings;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.TestPostgres;
import org.xiangqiao.store.WriteOperation;

class ReferenceTest {

  private static OpenStore open;

  @BeforeAll
  static void open() {
    open =
        OpenStore.open(
            TestPostgres.database(),
            StoreSettings.defaults().withBaseUrls(Set.of("https://county.example/fhir")));
  }

  @AfterAll
  static void close() {
    open.close();
  }

  @Test
  void referenceToNothingIsRefusedWithItsPlace() {
    Encounter encounter = encounter("Patient/nobody");
    encounter.addParticipant().setIndividual(new Reference("Practitioner/nobody"));
    assertThatThrownBy(() -> open.create(encounter))
        .isInstanceOfSatisfying(
            StoreException.class,
            refusal -> {
              assertThat(refusal.kind()).isEqualTo(Kind.UNPROCESSABLE);
              assertThat(refusal.problems())
                  .extracting(StoreProblem::location)
                  .containsExactlyInAnyOrder(
                      "Encounter.subject", "Encounter.participant[0].individual");
            });
  }

  @Test
  void referenceInAnExtensionCountsToo() {
    Encounter encounter = encounter("Patient/" + open.create(patient()).id());
    encounter.addExtension("http://example.org/x", new Reference("Organization/nowhere"));
    assertThatThrownBy(() -> open.create(encounter))
        .isInstanceOfSatisfying(
            StoreException.class,
            refusal ->
                assertThat(refusal.problems().get(0).location())
                    .isEqualTo("Encounter.extension[0].value"));
  }

  @Test
  void checkCanBeSwitchedOff() {
    OpenStore lenient =
        OpenStore.open(
            TestPostgres.database(),
            StoreSettings.defaults()
                .withReferences(ReferencePolicy.defaults().withChecking(Checking.OFF)));
    StoredResource created = lenient.create(encounter("Patient/comes-later"));
    assertThat(lenient.read("Encounter", created.id()).json()).contains("Patient/comes-later");
    lenient.close();
  }

  @Test
  void absoluteReferencesStayAndOurOwnBecomeRelative() {
    String id = open.create(patient()).id();
    StoredResource own = open.create(encounter("https://county.example/fhir/Patient/" + id));
    StoredResource foreign = open.create(encounter("https://other.example/fhir/Patient/1"));
    assertThat(own.json()).contains("\"Patient/" + id + "\"");
    assertThat(foreign.json()).contains("\"https://other.example/fhir/Patient/1\"");
  }

  @Test
  void referencedResourceIsNotDeleted() {
    String id = open.create(patient()).id();
    String referrer = open.create(encounter("Patient/" + id)).id();
    assertThatThrownBy(() -> open.delete("Patient", id))
        .isInstanceOfSatisfying(
            StoreException.class,
            refusal -> {
              assertThat(refusal.kind()).isEqualTo(Kind.CONFLICT);
              assertThat(refusal.problems().get(0).arguments())
                  .containsExactly("Patient/" + id, "Encounter/" + referrer);
            });
    assertThat(open.read("Patient", id).deleted()).isFalse();

    open.delete("Encounter", referrer);
    assertThat(open.delete("Patient", id).resource().deleted()).isTrue();
  }

  @Test
  void referenceWithoutSearchParameterProtectsItsTargetToo() {
    String coverage =
        open.create(OpenStore.coverage("Patient/" + open.create(patient()).id())).id();
    String patient = open.create(patient()).id();
    Claim claim = new Claim();
    claim.setPatient(new Reference("Patient/" + patient));
    claim.addInsurance().setCoverage(new Reference("Coverage/" + coverage));
    open.create(claim);
    assertThatThrownBy(() -> open.delete("Coverage", coverage))
        .isInstanceOfSatisfying(
            StoreException.class, refusal -> assertThat(refusal.kind()).isEqualTo(Kind.CONFLICT));
  }

  @Test
  void referrerAndTargetGoTogether() {
    String id = open.create(patient()).id();
    String referrer = open.create(encounter("Patient/" + id)).id();
    open.store()
        .write(
            CALLER,
            List.of(
                new WriteOperation.Delete("Patient", id, null, null),
                new WriteOperation.Delete("Encounter", referrer, null, null)));
    assertThat(open.read("Patient", id).deleted()).isTrue();
    assertThat(open.read("Encounter", referrer).deleted()).isTrue();
  }

  @Test
  void conditionalReferenceFindsWhatIsStored() {
    org.hl7.fhir.r4.model.Patient patient = patient();
    String id = open.create(patient).id();
    String value = patient.getIdentifierFirstRep().getValue();
    StoredResource created =
        open.create(encounter("Patient?identifier=" + OpenStore.MRN + "|" + value));
    assertThat(created.json()).contains("\"Patient/" + id + "\"");

    assertThatThrownBy(() -> open.create(encounter("Patient?identifier=" + OpenStore.MRN + "|-")))
        .isInstanceOfSatisfying(
            StoreException.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(Kind.UNPROCESSABLE));
  }
}
