package org.xiangqiao.store.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xiangqiao.store.OpenStore.CALLER;
import static org.xiangqiao.store.OpenStore.patient;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem.Kind;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.store.WriteOutcome;
import org.xiangqiao.store.WriteOutcome.Effect;

class CrudTest {

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
  void createdResourceIsReadBackWithIdAndMeta() {
    Patient given = patient();
    given.setId("chosen-by-the-sender");
    StoredResource created = open.create(given);

    assertThat(created.version()).isEqualTo(1);
    assertThat(created.id()).isNotEqualTo("chosen-by-the-sender").matches("[A-Za-z0-9\\-.]{1,64}");
    StoredResource read = open.read("Patient", created.id());
    assertThat(read).isEqualTo(created);
    Patient patient = OpenStore.parse(read, Patient.class);
    assertThat(patient.getIdElement().getIdPart()).isEqualTo(created.id());
    assertThat(patient.getMeta().getVersionId()).isEqualTo("1");
    assertThat(patient.getMeta().getLastUpdated().toInstant()).isEqualTo(created.lastUpdated());
    assertThat(patient.getNameFirstRep().getText()).isEqualTo("测试居民");
    assertThat(created.lastUpdated()).isBetween(Instant.now().minusSeconds(60), Instant.now());
    assertThat(created.lastUpdated().getNano() % 1_000_000).isZero();
    assertThat(given.getIdElement().getIdPart()).isEqualTo("chosen-by-the-sender");
    assertThat(given.hasMeta()).isFalse();
  }

  @Test
  void updateMakesTheNextVersionAndHistoryKeepsTheFormer() {
    StoredResource created = open.create(patient());
    Patient changed = OpenStore.parse(created, Patient.class);
    changed.setActive(true);
    WriteOutcome updated = open.put(changed);

    assertThat(updated.effect()).isEqualTo(Effect.UPDATED);
    assertThat(updated.resource().version()).isEqualTo(2);
    assertThat(open.read("Patient", created.id())).isEqualTo(updated.resource());
    assertThat(open.store().readVersion(CALLER, "Patient", created.id(), 1)).contains(created);
    assertThat(open.store().readVersion(CALLER, "Patient", created.id(), 2))
        .contains(updated.resource());
    assertThat(open.store().readVersion(CALLER, "Patient", created.id(), 3)).isEmpty();
  }

  @Test
  void updateThatChangesNothingMakesNoVersion() {
    StoredResource created = open.create(patient());
    Patient same = OpenStore.parse(created, Patient.class);
    WriteOutcome outcome = open.put(same);

    assertThat(outcome.effect()).isEqualTo(Effect.UNCHANGED);
    assertThat(outcome.resource()).isEqualTo(created);
  }

  @Test
  void updateKeepsTagsAndSecurityLabelsOfTheFormerVersion() {
    Patient tagged = patient();
    tagged.getMeta().addTag("http://example.org/tag", "a", null);
    tagged.getMeta().addSecurity("http://example.org/label", "R", null);
    StoredResource created = open.create(tagged);
    Patient changed = patient();
    changed.setId(created.id());
    changed.getMeta().addTag("http://example.org/tag", "b", null);
    Patient updated = OpenStore.parse(open.put(changed).resource(), Patient.class);

    assertThat(updated.getMeta().getTag()).extracting("code").containsExactlyInAnyOrder("a", "b");
    assertThat(updated.getMeta().getSecurity()).extracting("code").containsExactly("R");
  }

  @Test
  void profilesAreThoseOfTheLastUpdate() {
    Patient profiled = patient();
    profiled.getMeta().addProfile("http://example.org/former");
    StoredResource created = open.create(profiled);
    Patient changed = patient();
    changed.setId(created.id());
    changed.getMeta().addProfile("http://example.org/latter");
    Patient updated = OpenStore.parse(open.put(changed).resource(), Patient.class);
    assertThat(updated.getMeta().getProfile())
        .extracting("value")
        .containsExactly("http://example.org/latter");
  }

  @Test
  void versionAndTimeOfTheSenderAreIgnored() {
    StoredResource created = open.create(patient());
    Patient changed = patient();
    changed.setId(created.id());
    changed.getMeta().setVersionId("99").setLastUpdated(new java.util.Date(0));
    StoredResource updated = open.put(changed).resource();
    assertThat(updated.version()).isEqualTo(2);
    assertThat(updated.json()).contains("\"versionId\":\"2\"").doesNotContain("1970");
  }

  /** Row, body, history and index name one and the same millisecond. */
  @Test
  void lastUpdatedHasOnePrecision() {
    for (int i = 0; i < 20; i++) {
      StoredResource created = open.create(patient());
      Instant body = OpenStore.parse(created, Patient.class).getMeta().getLastUpdated().toInstant();
      assertThat(open.read("Patient", created.id()).lastUpdated())
          .isEqualTo(body)
          .isEqualTo(created.lastUpdated());
      String exact = "_id=" + created.id() + "&_lastUpdated=";
      assertThat(open.createIfNone(patient(), exact + body).resource().id())
          .isEqualTo(created.id());
      assertThat(
              open.createIfNone(patient(), exact + "ge" + body + "&_lastUpdated=le" + body)
                  .resource()
                  .id())
          .isEqualTo(created.id());
      open.delete("Patient", created.id());
      assertThat(
              open.jdbc()
                  .queryForObject(
                      "select count(*) from resource_history h join change_feed f using"
                          + " (tenant_id, type_code, fhir_id, version, last_updated)"
                          + " where h.fhir_id = ?",
                      Integer.class,
                      created.id()))
          .isEqualTo(2);
    }
  }

  @Test
  void updateCreatesUnderTheSendersId() {
    Patient patient = patient();
    patient.setId("own-id-1");
    WriteOutcome created = open.put(patient);

    assertThat(created.effect()).isEqualTo(Effect.CREATED);
    assertThat(open.read("Patient", "own-id-1").version()).isEqualTo(1);
  }

  @Test
  void versionsGoOnAfterDeletionAndRecreation() {
    Patient patient = patient();
    patient.setId("again");
    open.put(patient);
    WriteOutcome deleted = open.delete("Patient", "again");
    assertThat(deleted.effect()).isEqualTo(Effect.DELETED);
    assertThat(deleted.resource().version()).isEqualTo(2);
    StoredResource gone = open.read("Patient", "again");
    assertThat(gone.deleted()).isTrue();
    assertThat(gone.json()).isNull();
    assertThat(open.indexRows("Patient", "again")).isZero();

    WriteOutcome back = open.put(patient);
    assertThat(back.effect()).isEqualTo(Effect.CREATED);
    assertThat(back.resource().version()).isEqualTo(3);
    assertThat(open.read("Patient", "again").deleted()).isFalse();
    assertThat(open.store().readVersion(CALLER, "Patient", "again", 2))
        .hasValueSatisfying(version -> assertThat(version.deleted()).isTrue());
  }

  @Test
  void deletingNothingIsNoError() {
    assertThat(open.delete("Patient", "never-was"))
        .isEqualTo(new WriteOutcome(Effect.DELETED, null));
    assertThat(open.store().read(CALLER, "Patient", "never-was")).isEmpty();
  }

  @Test
  void ifMatchMustNameTheCurrentVersion() {
    StoredResource created = open.create(patient());
    Patient changed = OpenStore.parse(created, Patient.class);
    changed.setActive(true);
    open.put(changed, 1L);
    changed.setActive(false);

    assertThatThrownBy(() -> open.put(changed, 1L))
        .isInstanceOfSatisfying(
            StoreException.class,
            refusal -> {
              assertThat(refusal.kind()).isEqualTo(Kind.PRECONDITION_FAILED);
              assertThat(refusal.problems().get(0).text(Locale.CHINESE)).contains("当前版本为 2");
            });
    assertThatThrownBy(
            () -> open.write(new WriteOperation.Delete("Patient", created.id(), null, 1L)))
        .isInstanceOfSatisfying(
            StoreException.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(Kind.PRECONDITION_FAILED));
    assertThat(open.read("Patient", created.id()).version()).isEqualTo(2);
  }

  @Test
  void tenantsDoNotSeeEachOther() {
    StoredResource created = open.create(patient());
    Caller other = new Caller(8, "emr", "org-1", "request-2");
    assertThat(open.store().read(other, "Patient", created.id())).isEmpty();
  }

  @Test
  void containedResourcesStay() {
    Patient patient = patient();
    Organization practice = new Organization();
    practice.setId("#practice");
    practice.setName("乡镇卫生院");
    patient.addContained(practice);
    patient.addGeneralPractitioner().setReference("#practice");
    Patient read = OpenStore.parse(open.create(patient), Patient.class);

    assertThat(read.getContained()).hasSize(1);
    assertThat(read.getGeneralPractitionerFirstRep().getReference()).isEqualTo("#practice");
    assertThat(((Organization) read.getContained().get(0)).getName()).isEqualTo("乡镇卫生院");
  }

  @Test
  void malformedIdIsRefused() {
    Patient patient = patient();
    patient.setId("not/allowed id!");
    assertThatThrownBy(() -> open.put(patient))
        .isInstanceOfSatisfying(
            StoreException.class, refusal -> assertThat(refusal.kind()).isEqualTo(Kind.INVALID));
    assertThatThrownBy(() -> open.store().read(CALLER, "Nonsense", "1"))
        .isInstanceOfSatisfying(
            StoreException.class, refusal -> assertThat(refusal.kind()).isEqualTo(Kind.INVALID));
  }

  @Test
  void oneTransactionHasOneTimeAndWritesNothingWhenOneOperationIsRefused() {
    Patient first = patient();
    Patient second = patient();
    List<WriteOutcome> outcomes =
        open.store()
            .write(
                CALLER,
                List.of(
                    new WriteOperation.Create(first, null, null),
                    new WriteOperation.Create(second, null, null)));
    assertThat(outcomes.get(0).resource().lastUpdated())
        .isEqualTo(outcomes.get(1).resource().lastUpdated());

    Patient third = patient();
    third.setId("third");
    assertThatThrownBy(
            () ->
                open.store()
                    .write(
                        CALLER,
                        List.of(
                            new WriteOperation.Update(third, null, null, null),
                            new WriteOperation.Create(
                                OpenStore.encounter("Patient/nobody"), null, null))))
        .isInstanceOf(StoreException.class);
    assertThat(open.store().read(CALLER, "Patient", "third")).isEmpty();
  }
}
