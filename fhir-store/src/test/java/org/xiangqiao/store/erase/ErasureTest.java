package org.xiangqiao.store.erase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.store.HistoryRequest;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOperation;

class ErasureTest {

  private static final int TENANT = OpenStore.CALLER.tenantId();
  private static OpenStore store;

  @BeforeAll
  static void open() {
    store = OpenStore.open();
  }

  @AfterAll
  static void close() {
    store.close();
  }

  private static ErasureSelection selection() {
    return store.opened().erasure().selection();
  }

  private static ResidentHistory history() {
    return store.opened().erasure().residentHistory();
  }

  private static List<ErasedVersion> erase(List<StoredVersion> versions) {
    return new TransactionTemplate(new DataSourceTransactionManager(store.dataSource()))
        .execute(
            status -> {
              List<ErasedVersion> erased = store.opened().erasure().erase(TENANT, versions);
              store.opened().erasure().eraseShared(TENANT, erased);
              return erased;
            });
  }

  @Test
  void anOldVersionLeavesNothingBehind() {
    Patient patient = OpenStore.patient();
    patient.addName().setFamily("Firstname");
    String id = store.create(patient).id();
    Patient second = OpenStore.patient();
    second.setId(id);
    store.put(second);
    assertThat(changes(id)).isEqualTo(2);

    List<ErasedVersion> erased = erase(selection().versions(TENANT, "Patient", id, 10));

    assertThat(erased).hasSize(1);
    assertThat(erased.get(0).whole()).isFalse();
    assertThat(erased.get(0).deleted()).isFalse();
    assertThat(erased.get(0).patient()).isEqualTo(id);
    assertThat(((Patient) erased.get(0).resource()).getName()).hasSize(2);
    assertThat(store.store().readVersion(OpenStore.CALLER, "Patient", id, 1)).isEmpty();
    assertThat(changes(id)).isEqualTo(1);
    assertThat(store.read("Patient", id).version()).isEqualTo(2);
    Patient third = OpenStore.patient();
    third.setId(id);
    assertThat(store.put(third).resource().version()).isEqualTo(3);
  }

  @Test
  void ofADeletedResourceTheTombstoneStays() {
    String id = store.create(OpenStore.patient()).id();
    store.delete("Patient", id);
    List<StoredVersion> old = selection().versions(TENANT, "Patient", id, 10);
    assertThat(selection().old(TENANT, "Patient", ErasureSelection.Old.DELETED, 1000))
        .containsAll(old);
    assertThat(selection().old(TENANT, "Patient", ErasureSelection.Old.REPLACED, 1000))
        .doesNotContainAnyElementsOf(old);

    assertThat(erase(old).get(0).whole()).isTrue();

    StoredResource left = store.read("Patient", id);
    assertThat(left.deleted()).isTrue();
    assertThat(changes(id)).isEqualTo(1);
    assertThat(selection().old(TENANT, "Patient", ErasureSelection.Old.DELETED, 1000))
        .doesNotContainAnyElementsOf(old);
    assertThat(
            store
                .store()
                .history(OpenStore.CALLER, new HistoryRequest("Patient", id, null, null, 10, null))
                .entries())
        .hasSize(1);
  }

  @Test
  void textsOfCodesGoWithTheLastResourceThatHasThem() {
    String patient = "Patient/" + store.create(OpenStore.patient()).id();
    Immunization secret = OpenStore.immunization(patient);
    secret.getVaccineCode().setText("Zwijndrecht term of one");
    Immunization shared = OpenStore.immunization(patient);
    shared.getVaccineCode().setText("Zwijndrecht term of two");
    Immunization keeper = OpenStore.immunization(patient);
    keeper.getVaccineCode().setText("Zwijndrecht term of two");
    List<String> ids = List.of(store.create(secret).id(), store.create(shared).id());
    String kept = store.create(keeper).id();
    assertThat(terms("zwijndrecht term of one")).isPositive();
    int two = terms("zwijndrecht term of two");
    assertThat(two).isPositive();
    List<StoredVersion> old = new ArrayList<>();
    for (String id : ids) {
      store.delete("Immunization", id);
      old.addAll(selection().versions(TENANT, "Immunization", id, 10));
    }

    erase(old);

    assertThat(terms("zwijndrecht term of one")).isZero();
    assertThat(terms("zwijndrecht term of two")).isEqualTo(two);
    assertThat(store.ids("Immunization", "vaccine-code:text", "Zwijndrecht")).containsExactly(kept);
  }

  @Test
  void contentOfABinaryGoesUnlessAnotherHasTheSame() {
    byte[] same = "the same content in two".getBytes(StandardCharsets.UTF_8);
    String first = store.create(binary(same)).id();
    String second = store.create(binary(same)).id();
    int before = contents();
    store.delete("Binary", first);
    erase(selection().versions(TENANT, "Binary", first, 10));
    assertThat(contents()).isEqualTo(before);
    store.delete("Binary", second);
    erase(selection().versions(TENANT, "Binary", second, 10));
    assertThat(contents()).isEqualTo(before - 1);
  }

  @Test
  void aResidentComesWithAllThatIsHisAlone() {
    StoredResource patient = store.create(OpenStore.patient());
    StoredResource other = store.create(OpenStore.patient());
    String reference = "Patient/" + patient.id();
    Encounter encounter = OpenStore.encounter(reference);
    String visit = store.create(encounter).id();
    Immunization dose = OpenStore.immunization(reference);
    dose.setEncounter(new Reference("Encounter/" + visit));
    String given = store.create(dose).id();
    Provenance provenance = new Provenance();
    provenance.addTarget(new Reference("Immunization/" + given));
    provenance.addAgent().setWho(new Reference().setDisplay("sender"));
    provenance.setRecorded(new java.util.Date());
    String origin = store.create(provenance).id();
    String scan = store.create(binary("scan".getBytes(StandardCharsets.UTF_8))).id();
    DocumentReference document = new DocumentReference();
    document.setStatus(org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus.CURRENT);
    document.setSubject(new Reference(reference));
    document.addContent().getAttachment().setUrl("Binary/" + scan);
    String paper = store.create(document).id();
    Group group = new Group();
    group.setType(Group.GroupType.PERSON).setActual(true);
    group.addMember().setEntity(new Reference(reference));
    group.addMember().setEntity(new Reference("Patient/" + other.id()));
    String many = store.create(group).id();
    long rid = selection().rid(TENANT, "Patient", patient.id()).orElseThrow();

    List<Found> all = store.opened().erasure().residents().next(TENANT, rid, 100);

    assertThat(all.stream().map(found -> found.type() + "/" + found.id()))
        .containsExactlyInAnyOrder(
            "Encounter/" + visit,
            "Immunization/" + given,
            "Provenance/" + origin,
            "Binary/" + scan,
            "DocumentReference/" + paper)
        .doesNotContain("Group/" + many, reference);
    List<Found> first = store.opened().erasure().residents().next(TENANT, rid, 1);
    assertThat(Set.copyOf(first)).isSubsetOf(Set.copyOf(all)).isNotEmpty();
  }

  @Test
  void versionsThatWereSomebodyElsesAreFoundByTheirResident() {
    String former = store.create(OpenStore.patient()).id();
    String present = store.create(OpenStore.patient()).id();
    String id = store.create(OpenStore.encounter("Patient/" + former)).id();
    Encounter moved = OpenStore.encounter("Patient/" + present);
    moved.setId(id);
    store.put(moved);
    String gone = store.create(OpenStore.encounter("Patient/" + former)).id();
    store.delete("Encounter", gone);
    long rid = selection().rid(TENANT, "Patient", former).orElseThrow();

    assertThat(history().next(TENANT, rid, 10))
        .containsExactlyInAnyOrder(
            new StoredVersion("Encounter", id, 1), new StoredVersion("Encounter", gone, 1));
    assertThat(history().count(TENANT, rid, List.of())).isEqualTo(2);
    Found alsoHis = selection().current(TENANT, "Encounter", id).orElseThrow();
    assertThat(history().count(TENANT, rid, List.of(alsoHis))).as("none twice").isEqualTo(2);
  }

  @Test
  void whoeverWritesTheSameTextMeanwhileKeepsIt() throws Exception {
    String patient = "Patient/" + store.create(OpenStore.patient()).id();
    Immunization erased = OpenStore.immunization(patient);
    erased.getVaccineCode().setText("Zoeterwoude term");
    Immunization kept = OpenStore.immunization(patient);
    kept.getVaccineCode().setText("Zoeterwoude term");

    String left = besideAWriter("Immunization", store.create(erased).id(), kept);

    assertThat(terms("zoeterwoude term")).isPositive();
    assertThat(store.ids("Immunization", "vaccine-code:text", "Zoeterwoude")).containsExactly(left);
  }

  @Test
  void whoeverWritesTheSameBytesMeanwhileKeepsThem() throws Exception {
    byte[] same = "written while it was erased".getBytes(StandardCharsets.UTF_8);

    String left = besideAWriter("Binary", store.create(binary(same)).id(), binary(same));

    assertThat(
            ((Binary)
                    OpenStore.FHIR.newJsonParser().parseResource(store.read("Binary", left).json()))
                .getData())
        .isEqualTo(same);
  }

  /** Erases one resource while another that has the same is written but not committed. */
  private static String besideAWriter(String type, String erased, Resource written)
      throws Exception {
    store.delete(type, erased);
    CountDownLatch isWritten = new CountDownLatch(1);
    CountDownLatch mayCommit = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<String> writer =
          threads.submit(
              () ->
                  store
                      .store()
                      .write(
                          OpenStore.CALLER,
                          List.of(new WriteOperation.Create(written, null, null)),
                          (caller, changes) -> {
                            isWritten.countDown();
                            waitFor(mayCommit);
                          })
                      .get(0)
                      .resource()
                      .id());
      isWritten.await();
      Future<?> eraser =
          threads.submit(() -> erase(selection().versions(TENANT, type, erased, 10)));
      await().atMost(Duration.ofSeconds(20)).until(() -> eraser.isDone() || waiting() == 1);
      mayCommit.countDown();
      eraser.get();
      return writer.get();
    } finally {
      mayCommit.countDown();
      threads.shutdown();
    }
  }

  private static int waiting() {
    return count(
        "select count(*) from pg_locks l join pg_database d on d.oid = l.database"
            + " where d.datname = current_database() and not l.granted");
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatIsDeletedWithAResidentIsFoundByTheResident() {
    String patient = store.create(OpenStore.patient()).id();
    String id = store.create(binary("a scan".getBytes(StandardCharsets.UTF_8))).id();
    Found scan = selection().current(TENANT, "Binary", id).orElseThrow();
    long rid = selection().rid(TENANT, "Patient", patient).orElseThrow();
    store.delete("Binary", id);
    assertThat(history().next(TENANT, rid, 10)).isEmpty();

    history().adopt(TENANT, rid, List.of(scan));

    assertThat(history().next(TENANT, rid, 10)).containsExactly(new StoredVersion("Binary", id, 1));
    assertThat(erase(history().next(TENANT, rid, 10)).get(0).patient()).isEqualTo(patient);
  }

  private static Binary binary(byte[] bytes) {
    Binary binary = new Binary();
    binary.setContentType("text/plain");
    binary.setData(bytes);
    return binary;
  }

  private static int changes(String id) {
    return count("select count(*) from change_feed where fhir_id = ?", id);
  }

  private static int terms(String folded) {
    return count("select count(*) from index_term where folded = ?", folded);
  }

  private static int contents() {
    return count("select count(*) from binary_content");
  }

  private static int count(String sql, Object... arguments) {
    return store.jdbc().queryForObject(sql, Integer.class, arguments);
  }
}
