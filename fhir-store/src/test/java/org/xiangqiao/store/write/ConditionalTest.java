package org.xiangqiao.store.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xiangqiao.store.OpenStore.MRN;
import static org.xiangqiao.store.OpenStore.patient;

import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem.Kind;
import org.xiangqiao.store.StoreSettings;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.TestPostgres;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.store.WriteOutcome;
import org.xiangqiao.store.WriteOutcome.Effect;

class ConditionalTest {

  private static OpenStore open;

  @BeforeAll
  static void open() {
    open = OpenStore.open();
  }

  @AfterAll
  static void close() {
    open.close();
  }

  @Test
  void conditionalCreateCreatesOnce() {
    Patient patient = patient();
    WriteOutcome first = open.createIfNone(patient, criteria(patient));
    WriteOutcome second = open.createIfNone(patient, criteria(patient));

    assertThat(first.effect()).isEqualTo(Effect.CREATED);
    assertThat(second).isEqualTo(new WriteOutcome(Effect.UNCHANGED, first.resource()));
  }

  @Test
  void severalMatchesFailThePrecondition() {
    Patient patient = patient();
    open.create(patient);
    open.create(patient);
    assertRefused(() -> open.createIfNone(patient, criteria(patient)), Kind.PRECONDITION_FAILED);
    assertRefused(() -> update(patient), Kind.PRECONDITION_FAILED);
    assertRefused(
        () -> open.write(new WriteOperation.Delete("Patient", null, criteria(patient), null)),
        Kind.PRECONDITION_FAILED);
  }

  @Test
  void conditionalUpdateCreatesThenUpdates() {
    Patient patient = patient();
    WriteOutcome created = update(patient);
    patient.setActive(true);
    WriteOutcome updated = update(patient);

    assertThat(created.effect()).isEqualTo(Effect.CREATED);
    assertThat(updated.effect()).isEqualTo(Effect.UPDATED);
    assertThat(updated.resource().id()).isEqualTo(created.resource().id());
    patient.setId("somebody-else");
    assertRefused(() -> update(patient), Kind.INVALID);
  }

  @Test
  void conditionalDelete() {
    Patient patient = patient();
    StoredResource created = open.create(patient);
    WriteOperation delete = new WriteOperation.Delete("Patient", null, criteria(patient), null);
    assertThat(open.write(delete).resource().id()).isEqualTo(created.id());
    assertThat(open.write(delete)).isEqualTo(new WriteOutcome(Effect.DELETED, null));
  }

  @Test
  void anIdThatCriteriaDoNotMatchIsTakenUnlessSomebodyHasIt() {
    Patient patient = patient();
    patient.setId("own-" + patient.getIdentifierFirstRep().getValue());
    WriteOutcome created = update(patient);
    assertThat(created.effect()).isEqualTo(Effect.CREATED);
    assertThat(created.resource().id()).isEqualTo(patient.getIdElement().getIdPart());
    Patient other = patient();
    other.setId(created.resource().id());
    assertRefused(() -> update(other), Kind.CONFLICT);
    assertThat(open.read("Patient", created.resource().id()).version()).isEqualTo(1);
  }

  @Test
  void onlyIfAbsentCreatesButDoesNotReplace() {
    Patient patient = patient();
    patient.setId("absent-" + patient.getIdentifierFirstRep().getValue());
    WriteOperation put = new WriteOperation.Update(patient, null, null, true, null);
    assertThat(open.write(put).effect()).isEqualTo(Effect.CREATED);
    assertRefused(() -> open.write(put), Kind.PRECONDITION_FAILED);
    open.delete("Patient", patient.getIdElement().getIdPart());
    assertThat(open.write(put).resource().version()).isEqualTo(3);
  }

  @Test
  void severalAreDeletedWhenAskedFor() {
    Patient patient = patient();
    for (int i = 0; i < 3; i++) {
      open.create(patient);
    }
    WriteOperation all =
        new WriteOperation.Delete("Patient", null, criteria(patient), null, true, false);
    WriteOutcome outcome = open.write(all);
    assertThat(outcome.deleted()).isEqualTo(3);
    assertThat(open.read("Patient", outcome.resource().id()).deleted()).isTrue();
    assertThat(open.write(all)).isEqualTo(new WriteOutcome(Effect.DELETED, null));
    assertRefused(
        () ->
            open.write(
                new WriteOperation.Delete("Patient", null, criteria(severalOf()), 1L, true, false)),
        Kind.PRECONDITION_FAILED);
  }

  @Test
  void moreThanTheLimitAreNotDeleted() {
    OpenStore limited =
        OpenStore.open(TestPostgres.database(), StoreSettings.defaults().withMaxDeletes(2));
    try {
      Patient patient = patient();
      String last = null;
      for (int i = 0; i < 3; i++) {
        last = limited.create(patient).id();
      }
      WriteOperation all =
          new WriteOperation.Delete("Patient", null, criteria(patient), null, true, false);
      assertRefused(() -> limited.write(all), Kind.PRECONDITION_FAILED);
      limited.delete("Patient", last);
      assertThat(limited.write(all).deleted()).isEqualTo(2);
    } finally {
      limited.close();
    }
  }

  private static Patient severalOf() {
    Patient patient = patient();
    open.create(patient);
    open.create(patient);
    return patient;
  }

  @Test
  void emptyCriteriaAreRefused() {
    assertRefused(() -> open.createIfNone(patient(), ""), Kind.INVALID);
  }

  private static WriteOutcome update(Patient patient) {
    return open.write(new WriteOperation.Update(patient, criteria(patient), null, null));
  }

  private static String criteria(Patient patient) {
    return "identifier=" + MRN + "|" + patient.getIdentifierFirstRep().getValue();
  }

  private static void assertRefused(Runnable work, Kind kind) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            StoreException.class, refusal -> assertThat(refusal.kind()).isEqualTo(kind));
  }
}
