package org.xiangqiao.store.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.RecordRequest;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.StoredResource;

/** Records and reads of several resources, as the store gives them. */
class RecordTest {

  private static final OpenStore STORE = OpenStore.open();

  @AfterAll
  static void close() {
    STORE.close();
  }

  private static String name(StoredResource stored) {
    return stored.type() + "/" + stored.id();
  }

  private static SearchPage page(String patient, int count, String cursor) {
    return STORE
        .store()
        .record(
            OpenStore.CALLER,
            new RecordRequest(
                "Patient", patient.split("/")[1], Set.of(), null, null, null, count, cursor))
        .orElseThrow();
  }

  private static List<String> names(SearchPage page) {
    List<String> names = new ArrayList<>();
    page.matches().forEach(each -> names.add(name(each)));
    page.included().forEach(each -> names.add(name(each)));
    return names;
  }

  private static String observation(String patient, String device) {
    Observation observation = new Observation();
    observation.setSubject(new Reference(patient));
    if (device != null) {
      observation.setDevice(new Reference(device));
    }
    return name(STORE.create(observation));
  }

  @Test
  void givesWhatMovesBetweenCompartmentAndReferencesOnce() {
    String first = name(STORE.create(new Device()));
    String patient = name(STORE.create(OpenStore.patient()));
    String second = name(STORE.create(new Device()));
    List<String> stored = new ArrayList<>(List.of(patient, first, second));
    stored.add(observation(patient, first));
    stored.add(observation(patient, second));
    for (int moved = 1; moved <= 4; moved++) {
      List<String> seen = new ArrayList<>();
      SearchPage page = page(patient, 1, null);
      seen.addAll(names(page));
      for (int number = 1; page.next() != null; number++) {
        if (number == moved) {
          String id = (moved % 2 == 0 ? first : second).split("/")[1];
          Device device = new Device();
          device.setId(id);
          device.setPatient(new Reference(patient));
          STORE.put(device);
        }
        page = page(patient, 1, page.next());
        seen.addAll(names(page));
      }
      assertThat(seen).containsExactlyInAnyOrderElementsOf(stored);
    }
  }

  @Test
  void keepsOtherResidentsOut() {
    String patient = name(STORE.create(OpenStore.patient()));
    String other = name(STORE.create(OpenStore.patient()));
    String mine = observation(patient, null);
    String theirs = observation(other, null);
    Group family = new Group();
    family.addMember().setEntity(new Reference(patient));
    family.addMember().setEntity(new Reference(other));
    String group = name(STORE.create(family));
    Provenance together = new Provenance();
    together.addTarget(new Reference(patient));
    together.addTarget(new Reference(mine));
    together.addTarget(new Reference(theirs));
    String provenance = name(STORE.create(together));
    assertThat(names(page(patient, 100, null)))
        .containsExactlyInAnyOrder(patient, mine, group, provenance);
  }

  @Test
  void findsWhatWasDeletedAndMadeAgain() {
    String patient = name(STORE.create(OpenStore.patient()));
    String mine = observation(patient, null);
    assertThat(names(page(patient, 10, null))).containsExactly(patient, mine);
    STORE.delete("Observation", mine.split("/")[1]);
    assertThat(names(page(patient, 10, null))).containsExactly(patient);
    Caller elsewhere = new Caller(8, "emr", "org-1", "request-1");
    assertThat(
            STORE
                .store()
                .record(
                    elsewhere,
                    new RecordRequest(
                        "Patient", patient.split("/")[1], Set.of(), null, null, null, 9, null)))
        .isEmpty();
  }

  /** Rows that no filter lets through stand for a record of a lifetime. */
  @Test
  void aPageEndsWhereItHasLookedAtEnough() {
    String patient = name(STORE.create(OpenStore.patient()));
    String first = observation(patient, null);
    long rid =
        STORE
            .jdbc()
            .queryForObject(
                "select rid from resource_observation where tenant_id = ? and fhir_id = ?",
                Long.class,
                OpenStore.CALLER.tenantId(),
                first.split("/")[1]);
    STORE
        .jdbc()
        .update(
            "insert into index_reference select tenant_id, target_rid, parameter, source_type,"
                + " nextval('resource_row_id') from index_reference,"
                + " generate_series(1, 2 * ?) where tenant_id = ? and rid = ?",
            OneRecord.MOST_LOOKED_AT,
            OpenStore.CALLER.tenantId(),
            rid);
    String last = observation(patient, null);

    List<String> seen = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    String cursor = null;
    do {
      SearchPage page = page(patient, 50, cursor);
      seen.addAll(names(page));
      sizes.add(names(page).size());
      cursor = page.next();
    } while (cursor != null);

    assertThat(seen).containsExactly(patient, first, last);
    assertThat(sizes).hasSizeGreaterThan(1).hasSizeLessThan(5);
  }

  @Test
  void readsSeveralResourcesAtOnce() {
    Organization clinic = new Organization();
    clinic.setName("卫生室");
    StoredResource organization = STORE.create(clinic);
    StoredResource patient = STORE.create(OpenStore.patient());
    StoredResource gone = STORE.create(OpenStore.patient());
    STORE.delete("Patient", gone.id());
    assertThat(
            STORE
                .store()
                .readAll(
                    OpenStore.CALLER,
                    Map.of(
                        "Organization",
                        Set.of(organization.id(), "nothing"),
                        "Patient",
                        Set.of(patient.id(), gone.id()),
                        "Location",
                        Set.of())))
        .containsExactlyInAnyOrder(organization, patient);
  }
}
