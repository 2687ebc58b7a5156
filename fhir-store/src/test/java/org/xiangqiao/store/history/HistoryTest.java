package org.xiangqiao.store.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xiangqiao.store.OpenStore.CALLER;
import static org.xiangqiao.store.OpenStore.encounter;
import static org.xiangqiao.store.OpenStore.patient;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.HistoryPage;
import org.xiangqiao.store.HistoryPage.HistoryEntry;
import org.xiangqiao.store.HistoryRequest;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem.Kind;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOutcome.Effect;

class HistoryTest {

  private OpenStore open;

  @BeforeEach
  void open() {
    open = OpenStore.open();
  }

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void instanceHistoryTellsEveryVersionAndHowItCameToBe() {
    Patient patient = patient();
    patient.setId("p");
    open.put(patient);
    patient.setActive(true);
    open.put(patient);
    open.delete("Patient", "p");
    open.put(patient);
    patient.setActive(false);
    open.put(patient);

    List<HistoryEntry> all = all("Patient", "p", null, 2);
    assertThat(all)
        .extracting(entry -> entry.resource().version())
        .containsExactly(5L, 4L, 3L, 2L, 1L);
    assertThat(all)
        .extracting(HistoryEntry::effect)
        .containsExactly(
            Effect.UPDATED, Effect.CREATED, Effect.DELETED, Effect.UPDATED, Effect.CREATED);
    assertThat(all.get(2).resource().json()).isNull();
    assertThat(all.get(0).resource()).isEqualTo(open.read("Patient", "p"));
    assertThat(all.get(4).resource().json()).contains("\"versionId\":\"1\"");
    assertThat(all("Patient", "nobody", null, 2)).isEmpty();
  }

  @Test
  void typeAndSystemHistoryAreInOrderOverAllPages() {
    List<String> written = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      StoredResource patient = open.create(patient());
      StoredResource visit = open.create(encounter("Patient/" + patient.id()));
      written.add(0, patient.id());
      written.add(0, visit.id());
    }
    open.delete("Encounter", written.get(0));
    written.add(0, written.get(0));

    assertThat(all(null, null, null, 3))
        .extracting(entry -> entry.resource().id())
        .containsExactlyElementsOf(written);
    assertThat(all("Encounter", null, null, 2))
        .hasSize(6)
        .allSatisfy(entry -> assertThat(entry.resource().type()).isEqualTo("Encounter"));
    assertThat(all("Encounter", null, null, 2).get(0).effect()).isEqualTo(Effect.DELETED);
    Caller other = new Caller(8, "emr", "org-1", "request-2");
    assertThat(
            open.store().history(other, new HistoryRequest(null, null, null, 10, null)).entries())
        .isEmpty();
  }

  @Test
  void sinceIsInclusive() {
    open.create(patient());
    Instant second = open.create(patient()).lastUpdated();
    assertThat(all("Patient", null, second, 10))
        .isNotEmpty()
        .allSatisfy(entry -> assertThat(entry.resource().lastUpdated()).isAfterOrEqualTo(second));
    assertThat(all("Patient", null, second.plusMillis(1), 10)).isEmpty();
    String id = all("Patient", null, second, 10).get(0).resource().id();
    assertThat(all("Patient", id, second, 10)).hasSize(1);
    assertThat(all("Patient", id, second.plusMillis(1), 10)).isEmpty();
  }

  @Test
  void atTellsWhatWasCurrentThen() {
    Patient patient = patient();
    patient.setId("at");
    open.put(patient);
    patient.setActive(true);
    open.put(patient);
    open.delete("Patient", "at");
    patient.setActive(false);
    open.put(patient);
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    for (int version = 1; version <= 4; version++) {
      move("at", version, start.plusSeconds(version * 100));
    }

    for (String id : new String[] {"at", null}) {
      assertThat(at(id, start, start.plusSeconds(99))).isEmpty();
      assertThat(at(id, start.plusSeconds(150), start.plusSeconds(160))).containsExactly(1L);
      assertThat(at(id, start.plusSeconds(150), start.plusSeconds(200))).containsExactly(2L, 1L);
      assertThat(at(id, start.plusSeconds(200), start.plusSeconds(200))).containsExactly(2L);
      assertThat(at(id, start.plusSeconds(299), start.plusSeconds(310))).containsExactly(3L, 2L);
      assertThat(at(id, start.plusSeconds(310), start.plusSeconds(399))).isEmpty();
      assertThat(at(id, start.plusSeconds(400), start.plusSeconds(9999))).containsExactly(4L);
    }
  }

  private List<Long> at(String id, Instant from, Instant to) {
    HistoryRequest request =
        new HistoryRequest(
            id == null ? null : "Patient", id, null, new HistoryRequest.During(from, to), 10, null);
    return open.store().history(CALLER, request).entries().stream()
        .map(entry -> entry.resource().version())
        .toList();
  }

  /** As if this version had been written then. */
  private void move(String id, int version, Instant time) {
    java.sql.Timestamp at = java.sql.Timestamp.from(time);
    open.jdbc()
        .update(
            "update change_feed set last_updated = ? where fhir_id = ? and version = ?",
            at,
            id,
            version);
    open.jdbc()
        .update(
            "update resource_patient set last_updated = ? where fhir_id = ? and version = ?",
            at,
            id,
            version);
    open.jdbc()
        .update(
            "update resource_history set last_updated = ? where fhir_id = ? and version = ?",
            at,
            id,
            version);
    open.jdbc()
        .update(
            "update resource_history set replaced_at = ? where fhir_id = ? and version = ?"
                + " and replaced_at is not null",
            at,
            id,
            version - 1);
  }

  @Test
  void versionsKnowWhenTheyWereReplaced() {
    StoredResource first = open.create(patient());
    Patient changed = OpenStore.parse(first, Patient.class);
    changed.setActive(true);
    StoredResource second = open.put(changed).resource();
    StoredResource gone = open.delete("Patient", first.id()).resource();
    assertThat(
            open.jdbc()
                .queryForList(
                    "select replaced_at from resource_history where fhir_id = ? order by version",
                    java.sql.Timestamp.class,
                    first.id()))
        .containsExactly(
            java.sql.Timestamp.from(second.lastUpdated()),
            java.sql.Timestamp.from(gone.lastUpdated()),
            null);
  }

  @Test
  void pagesStayCompleteWhileOthersWrite() {
    List<String> before = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      before.add(0, open.create(patient()).id());
    }
    List<String> seen = new ArrayList<>();
    String cursor = null;
    do {
      HistoryPage page =
          open.store().history(CALLER, new HistoryRequest("Patient", null, null, 5, cursor));
      page.entries().forEach(entry -> seen.add(entry.resource().id()));
      cursor = page.next();
      open.create(patient());
      Patient changed = patient();
      changed.setId(before.get(before.size() - 1));
      open.put(changed);
      open.delete("Patient", before.get(before.size() - 2));
    } while (cursor != null);
    assertThat(seen).containsExactlyElementsOf(before);
  }

  @Test
  void cursorsAreBoundToTenantAndQuestion() {
    open.create(patient());
    open.create(patient());
    HistoryPage page =
        open.store().history(CALLER, new HistoryRequest("Patient", null, null, 1, null));
    Caller other = new Caller(8, "emr", "org-1", "request-2");
    for (Runnable misuse :
        List.<Runnable>of(
            () ->
                open.store()
                    .history(other, new HistoryRequest("Patient", null, null, 1, page.next())),
            () ->
                open.store()
                    .history(CALLER, new HistoryRequest("Encounter", null, null, 1, page.next())),
            () ->
                open.store()
                    .history(CALLER, new HistoryRequest("Patient", null, null, 1, "forged")))) {
      assertThatThrownBy(misuse::run)
          .isInstanceOfSatisfying(
              StoreException.class,
              refusal -> assertThat(refusal.kind()).isEqualTo(Kind.CURSOR_INVALID));
    }
  }

  private List<HistoryEntry> all(String type, String id, Instant since, int count) {
    List<HistoryEntry> entries = new ArrayList<>();
    String cursor = null;
    do {
      HistoryPage page =
          open.store().history(CALLER, new HistoryRequest(type, id, since, count, cursor));
      assertThat(page.entries()).hasSizeLessThanOrEqualTo(count);
      entries.addAll(page.entries());
      cursor = page.next();
    } while (cursor != null);
    return entries;
  }
}
