package org.xiangqiao.store.search;

import java.util.List;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.ListResource;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.StoreException;

/**
 * A store with two residents of two townships: organisations above each other, encounters,
 * measurements by different people and devices, provenance and a list.
 */
final class LinkedRecords {

  final OpenStore store = OpenStore.open();

  LinkedRecords() {
    put(new Organization(), "county", (Organization it) -> it.setName("青山县卫生健康局"));
    put(
        new Organization(),
        "stone",
        (Organization it) -> it.setName("青石镇卫生院").setPartOf(new Reference("Organization/county")));
    put(new Organization(), "river", (Organization it) -> it.setName("River Township"));
    put(new Practitioner(), "wang", (Practitioner it) -> it.addName().setFamily("Wang"));
    put(new Practitioner(), "zhao", (Practitioner it) -> it.addName().setFamily("Zhao"));
    put(new Patient(), "one", (Patient it) -> resident(it, "one", "Li", "1990-05-01", "stone"));
    put(new Patient(), "two", (Patient it) -> resident(it, "two", "Lin", "2015-05-01", "river"));
    put(
        new Device(),
        "meter",
        (Device it) -> it.addIdentifier().setSystem("urn:device").setValue("D1"));
    put(new Group(), "village", (Group it) -> it.setType(Group.GroupType.PERSON).setActual(true));
    put(
        new Encounter(),
        "visit",
        (Encounter it) -> {
          it.setStatus(Encounter.EncounterStatus.FINISHED);
          it.getClass_().setCode("AMB");
          it.setSubject(new Reference("Patient/one"));
          it.addParticipant().setIndividual(new Reference("Practitioner/wang"));
        });
    put(
        new Observation(),
        "pressure",
        (Observation it) -> {
          observation(it, "Patient/one", "8480-6", "wang");
          it.setEncounter(new Reference("Encounter/visit"));
          it.setDevice(new Reference("Device/meter"));
          it.setEffective(new DateTimeType("2026-03-01"));
        });
    put(
        new Observation(),
        "pulse",
        (Observation it) -> {
          observation(it, "Patient/two", "8867-4", "zhao");
          it.setEffective(new DateTimeType("2026-04-01"));
        });
    put(
        new Observation(),
        "water",
        (Observation it) -> observation(it, "Group/village", "W1", null));
    put(new Observation(), "self", (Observation it) -> observation(it, "Device/meter", "S1", null));
    put(
        new Provenance(),
        "origin",
        (Provenance it) -> {
          it.addTarget(new Reference("Observation/pulse"));
          it.setRecordedElement(new org.hl7.fhir.r4.model.InstantType("2026-04-01T00:00:00Z"));
          it.addAgent().setWho(new Reference("Practitioner/zhao"));
        });
    put(
        new ListResource(),
        "panel",
        (ListResource it) -> {
          it.setStatus(ListResource.ListStatus.CURRENT).setMode(ListResource.ListMode.WORKING);
          it.addEntry().setItem(new Reference("Patient/one"));
          it.addEntry().setDeleted(true).setItem(new Reference("Patient/two"));
          it.addEntry().setItem(new Reference("Observation/pulse"));
        });
  }

  private static void resident(
      Patient patient, String id, String family, String born, String organization) {
    patient.addIdentifier().setSystem("urn:card").setValue("99-" + id);
    patient.addName().setFamily(family).addGiven("Ming");
    patient.setGender(id.equals("one") ? AdministrativeGender.MALE : AdministrativeGender.FEMALE);
    patient.setBirthDateElement(new DateType(born));
    patient.setManagingOrganization(new Reference("Organization/" + organization));
    patient.addGeneralPractitioner(new Reference("Organization/" + organization));
    patient.addGeneralPractitioner(new Reference("Practitioner/wang"));
    patient.getMeta().addTag().setSystem("urn:tag").setCode(id);
  }

  private static void observation(
      Observation observation, String subject, String code, String performer) {
    observation.setStatus(Observation.ObservationStatus.FINAL);
    observation.getCode().addCoding().setSystem("http://loinc.org").setCode(code);
    observation.setSubject(new Reference(subject));
    if (performer != null) {
      observation.addPerformer(new Reference("Practitioner/" + performer));
    }
  }

  private <T extends Resource> void put(T resource, String id, Consumer<T> content) {
    content.accept(resource);
    resource.setId(id);
    store.put(resource);
  }

  List<String> ids(String type, String... namesAndValues) {
    return store.ids(type, namesAndValues);
  }

  StoreException refusal(String type, String... namesAndValues) {
    try {
      store.ids(type, namesAndValues);
    } catch (StoreException refusal) {
      return refusal;
    }
    throw new AssertionError("not refused: " + List.of(namesAndValues));
  }

  String refusedAs(String type, String... namesAndValues) {
    return refusal(type, namesAndValues).problems().get(0).key();
  }

  void close() {
    store.close();
  }
}
