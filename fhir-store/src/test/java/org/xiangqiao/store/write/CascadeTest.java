package org.xiangqiao.store.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xiangqiao.store.OpenStore.CALLER;
import static org.xiangqiao.store.OpenStore.coverage;
import static org.xiangqiao.store.OpenStore.encounter;
import static org.xiangqiao.store.OpenStore.immunization;
import static org.xiangqiao.store.OpenStore.patient;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.Change;
import org.xiangqiao.store.IdentityNumbers;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.ReferencePolicy;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem.Kind;
import org.xiangqiao.store.StoreSettings;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.TestPostgres;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.store.WriteOutcome;
import org.xiangqiao.store.WriteOutcome.Effect;
import org.xiangqiao.store.feed.FeedEntry;
import org.xiangqiao.store.feed.FeedPosition;

/** What refers to the deleted goes with it, in one transaction, up to a limit. */
class CascadeTest {

  private static final int LIMIT = 12;

  private static OpenStore open;

  @BeforeAll
  static void open() {
    open =
        OpenStore.open(
            TestPostgres.database(),
            StoreSettings.defaults()
                .withReferences(ReferencePolicy.defaults().withMaxCascade(LIMIT)));
  }

  @AfterAll
  static void close() {
    open.close();
  }

  @Test
  void referrersOfReferrersGoWithEverythingThatBelongsToThem() {
    Patient mother = patient();
    mother
        .addIdentifier()
        .setSystem(StoreSettings.IDENTITY_CARD)
        .setValue(IdentityNumbers.of(4001));
    String patient = open.create(mother.copy()).id();
    Encounter visit = encounter("Patient/" + patient);
    String first = open.create(visit).id();
    Immunization dose = immunization("Patient/" + patient);
    dose.setEncounter(new Reference("Encounter/" + first));
    String given = open.create(dose).id();
    String insured = open.create(coverage("Patient/" + patient)).id();
    FeedPosition before = lastOfFeed();
    List<Change> told = new ArrayList<>();

    WriteOutcome outcome =
        open.store()
            .write(
                CALLER,
                List.of(cascading("Patient", patient)),
                (caller, changes) -> told.addAll(changes))
            .get(0);

    assertThat(outcome.resource().deleted()).isTrue();
    assertThat(outcome.cascaded())
        .extracting(gone -> gone.type() + "/" + gone.id())
        .containsExactlyInAnyOrder(
            "Encounter/" + first, "Immunization/" + given, "Coverage/" + insured);
    for (StoredResource gone : outcome.cascaded()) {
      assertThat(open.read(gone.type(), gone.id()).deleted()).isTrue();
      assertThat(gone.version()).isEqualTo(2);
      assertThat(open.store().readVersion(CALLER, gone.type(), gone.id(), 1)).isPresent();
      assertThat(open.indexRows(gone.type(), gone.id())).isZero();
    }
    assertThat(told).hasSize(4);
    assertThat(told).extracting(Change::effect).containsOnly(Effect.DELETED);
    assertThat(told).extracting(Change::patientId).containsOnly(patient);
    assertThat(told.get(3).type()).isEqualTo("Patient");
    assertThat(open.opened().changeFeed().after(before, CALLER.tenantId(), 10))
        .hasSize(4)
        .extracting(FeedEntry::effect)
        .containsOnly(Effect.DELETED);
    assertThat(open.create(mother).id()).as("the identity number is free again").isNotBlank();
  }

  @Test
  void circlesAndDiamondsEndAndNothingElseGoes() {
    String patient = open.create(patient()).id();
    String visit = open.create(encounter("Patient/" + patient)).id();
    Patient linked = patient();
    linked.setId(patient);
    linked.addExtension("http://example.org/last-visit", new Reference("Encounter/" + visit));
    open.put(linked);
    String other = open.create(patient()).id();
    String bystander = open.create(encounter("Patient/" + other)).id();

    assertThat(open.write(cascading("Encounter", visit)).cascaded())
        .extracting(StoredResource::id)
        .containsExactly(patient);
    assertThat(open.read("Encounter", bystander).deleted()).isFalse();
    assertThat(open.read("Patient", other).deleted()).isFalse();
  }

  @Test
  void whatTheSameTransactionPointsElsewhereStays() {
    String old = open.create(patient()).id();
    String other = open.create(patient()).id();
    String moved = open.create(encounter("Patient/" + old)).id();
    String left = open.create(encounter("Patient/" + old)).id();
    Encounter update = encounter("Patient/" + other);
    update.setId(moved);
    List<WriteOutcome> outcomes =
        open.store()
            .write(
                CALLER,
                List.of(
                    cascading("Patient", old),
                    new WriteOperation.Update(update, null, null, null)));
    assertThat(outcomes).hasSize(2);
    assertThat(outcomes.get(0).cascaded()).extracting(StoredResource::id).containsExactly(left);
    assertThat(open.read("Encounter", moved).deleted()).isFalse();
  }

  @Test
  void aboveTheLimitNothingGoesAndTheRefusalCountsByType() {
    String patient = open.create(patient()).id();
    for (int i = 0; i < LIMIT; i++) {
      open.create(encounter("Patient/" + patient));
    }
    String dose = open.create(immunization("Patient/" + patient)).id();
    assertThatThrownBy(() -> open.write(cascading("Patient", patient)))
        .isInstanceOfSatisfying(
            StoreException.class,
            refusal -> {
              assertThat(refusal.kind()).isEqualTo(Kind.CONFLICT);
              assertThat(refusal.problems().get(0).key()).isEqualTo("cascade-too-large");
              assertThat(refusal.problems().get(0).text(Locale.ENGLISH))
                  .contains("13", "Encounter 12", "Immunization 1", "at most 12");
            });
    assertThat(open.read("Patient", patient).deleted()).isFalse();

    open.delete("Immunization", dose);
    assertThat(open.write(cascading("Patient", patient)).cascaded()).hasSize(LIMIT);
  }

  @Test
  void withoutTheFlagNothingGoes() {
    String patient = open.create(patient()).id();
    open.create(encounter("Patient/" + patient));
    assertThatThrownBy(() -> open.delete("Patient", patient))
        .isInstanceOfSatisfying(
            StoreException.class,
            refusal -> assertThat(refusal.problems().get(0).key()).isEqualTo("still-referenced"));
  }

  /** Visits are added and moved while their resident goes: nobody is left pointing at nothing. */
  @Test
  void raceWithNewReferrersLeavesNoReferenceToNothing() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    for (int round = 0; round < 60; round++) {
      String id = open.create(patient()).id();
      String refuge = open.create(patient()).id();
      String visit = open.create(encounter("Patient/" + id)).id();
      CyclicBarrier start = new CyclicBarrier(3);
      Future<Kind> deletion =
          threads.submit(() -> outcome(start, () -> open.write(cascading("Patient", id))));
      Future<Kind> creation =
          threads.submit(() -> outcome(start, () -> open.create(encounter("Patient/" + id))));
      Encounter moved = encounter("Patient/" + refuge);
      moved.setId(visit);
      Future<Kind> move = threads.submit(() -> outcome(start, () -> open.put(moved)));
      assertThat(deletion.get()).isNull();
      assertThat(creation.get()).isIn(null, Kind.UNPROCESSABLE);
      assertThat(move.get()).isNull();
      assertThat(open.read("Patient", id).deleted()).isTrue();
      assertThat(open.read("Encounter", visit).deleted()).as("moved, or made anew").isFalse();
    }
    threads.shutdown();
    assertThat(
            open.jdbc()
                .queryForObject(
                    """
                    select count(*) from resource_encounter e
                     where not exists (select 1 from resource_patient p
                                        where p.tenant_id = e.tenant_id and p.rid = e.patient_rid)
                    """,
                    Integer.class))
        .isZero();
  }

  private static WriteOperation.Delete cascading(String type, String id) {
    return new WriteOperation.Delete(type, id, null, null, false, true);
  }

  private static Kind outcome(CyclicBarrier start, Runnable work) throws Exception {
    start.await();
    try {
      work.run();
      return null;
    } catch (StoreException refusal) {
      return refusal.kind();
    }
  }

  private static FeedPosition lastOfFeed() {
    FeedPosition last = FeedPosition.START;
    List<FeedEntry> page;
    do {
      page = open.opened().changeFeed().after(last, CALLER.tenantId(), 500);
      last = page.isEmpty() ? last : page.get(page.size() - 1).position();
    } while (!page.isEmpty());
    return last;
  }
}
