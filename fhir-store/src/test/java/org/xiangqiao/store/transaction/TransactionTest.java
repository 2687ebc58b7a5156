package org.xiangqiao.store.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xiangqiao.store.OpenStore.CALLER;
import static org.xiangqiao.store.OpenStore.MRN;
import static org.xiangqiao.store.OpenStore.encounter;
import static org.xiangqiao.store.OpenStore.immunization;
import static org.xiangqiao.store.OpenStore.patient;

import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.UriType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.FhirStore.EntryContent;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem.Kind;
import org.xiangqiao.store.StoreSettings;
import org.xiangqiao.store.TestPostgres;

class TransactionTest {

  private static OpenStore open;

  @BeforeAll
  static void open() {
    open = OpenStore.open(TestPostgres.database(), StoreSettings.defaults().withMaxEntries(60));
  }

  @AfterAll
  static void close() {
    open.close();
  }

  @Test
  void placeholdersAreRewrittenEverywhere() {
    String patientUrl = "urn:uuid:" + UUID.randomUUID();
    String encounterUrl = "urn:uuid:" + UUID.randomUUID();
    Encounter visit = encounter(patientUrl);
    visit.addExtension("http://example.org/source", new UriType(patientUrl));
    visit.addExtension("http://example.org/subject", new Reference(patientUrl));
    Provenance contained = new Provenance();
    contained.setId("#origin");
    contained.addTarget(new Reference(patientUrl));
    visit.addContained(contained);
    Bundle request = transaction();
    post(request, visit, encounterUrl);
    Immunization dose = immunization(patientUrl);
    dose.setEncounter(new Reference(encounterUrl));
    post(request, dose, null);
    post(request, patient(), patientUrl);
    Bundle response = open.store().process(CALLER, request);

    assertThat(response.getType()).isEqualTo(BundleType.TRANSACTIONRESPONSE);
    assertThat(response.getEntry())
        .extracting(entry -> entry.getResponse().getStatus())
        .containsOnly("201 Created");
    String patient = "Patient/" + id(response, 2);
    Encounter stored = OpenStore.parse(open.read("Encounter", id(response, 0)), Encounter.class);
    assertThat(stored.getSubject().getReference()).isEqualTo(patient);
    assertThat(stored.getExtension().get(0).getValue().primitiveValue()).isEqualTo(patient);
    assertThat(((Reference) stored.getExtension().get(1).getValue()).getReference())
        .isEqualTo(patient);
    assertThat(((Provenance) stored.getContained().get(0)).getTargetFirstRep().getReference())
        .isEqualTo(patient);
    Immunization storedDose =
        OpenStore.parse(open.read("Immunization", id(response, 1)), Immunization.class);
    assertThat(storedDose.getEncounter().getReference()).isEqualTo("Encounter/" + id(response, 0));
    assertThat(response.getEntry().get(0).getResponse().getEtag()).isEqualTo("W/\"1\"");
    assertThat(response.getEntry().get(0).getResponse().getLocation())
        .isEqualTo("Encounter/" + id(response, 0) + "/_history/1");
    assertThat(dose.getPatient().getReference()).isEqualTo(patientUrl);
  }

  @Test
  void absoluteFullUrlsStandForTheirEntriesAndNeighbours() {
    Bundle request = transaction();
    post(request, patient(), "http://emr.example/fhir/Patient/77");
    post(request, encounter("Patient/77"), "http://emr.example/fhir/Encounter/1");
    post(request, encounter("http://emr.example/fhir/Patient/77"), null);
    Bundle response = open.store().process(CALLER, request);
    for (int entry = 1; entry < 3; entry++) {
      assertThat(open.read("Encounter", id(response, entry)).json())
          .contains("\"Patient/" + id(response, 0) + "\"");
    }
  }

  @Test
  void conditionalReferenceMayMeanWhatTheSameBundleCreates() {
    Patient patient = patient();
    String value = patient.getIdentifierFirstRep().getValue();
    Bundle request = transaction();
    post(request, encounter("Patient?identifier=" + MRN + "|" + value), null);
    post(request, patient, null);
    Bundle response = open.store().process(CALLER, request);
    assertThat(open.read("Encounter", id(response, 0)).json())
        .contains("\"Patient/" + id(response, 1) + "\"");
  }

  @Test
  void ifNoneExistFindsAndItsPlaceholderMeansWhatWasFound() {
    Patient patient = patient();
    String known = open.create(patient).id();
    String criteria = "identifier=" + MRN + "|" + patient.getIdentifierFirstRep().getValue();
    Bundle request = transaction();
    post(request, patient, "urn:uuid:a").getRequest().setIfNoneExist("Patient?" + criteria);
    post(request, encounter("urn:uuid:a"), null);
    Bundle response = open.store().process(CALLER, request);
    assertThat(response.getEntry().get(0).getResponse().getStatus()).isEqualTo("200 OK");
    assertThat(open.read("Encounter", id(response, 1)).json()).contains("Patient/" + known);
  }

  @Test
  void deletesComeFirstAndReadsLast() {
    Patient old = patient();
    String oldId = open.create(old).id();
    Patient kept = patient();
    kept.setId("kept-" + oldId);
    open.put(kept);
    Bundle request = transaction();
    get(request, "Patient/" + kept.getIdElement().getIdPart());
    get(request, "Patient?identifier=" + MRN + "|" + old.getIdentifierFirstRep().getValue());
    kept.setActive(true);
    put(request, kept, "Patient/" + kept.getIdElement().getIdPart())
        .getRequest()
        .setIfMatch("W/\"1\"");
    post(request, old, null)
        .getRequest()
        .setIfNoneExist("identifier=" + MRN + "|" + old.getIdentifierFirstRep().getValue());
    request.addEntry().getRequest().setMethod(HTTPVerb.DELETE).setUrl("Patient/" + oldId);
    Bundle response = open.store().process(CALLER, request);

    assertThat(response.getEntry())
        .extracting(entry -> entry.getResponse().getStatus())
        .containsExactly("200 OK", "200 OK", "200 OK", "201 Created", "204 No Content");
    assertThat(((Patient) response.getEntry().get(0).getResource()).getActive()).isTrue();
    Bundle found = (Bundle) response.getEntry().get(1).getResource();
    assertThat(found.getEntry()).hasSize(1);
    assertThat(found.getEntryFirstRep().getResource().getIdElement().getIdPart())
        .isEqualTo(id(response, 3))
        .isNotEqualTo(oldId);
  }

  @Test
  void oneBadEntryLeavesNothing() {
    Bundle request = transaction();
    Patient patient = patient();
    patient.setId("all-or-nothing");
    put(request, patient, "Patient/all-or-nothing");
    post(request, encounter("Patient/nobody"), null);
    assertThatThrownBy(() -> open.store().process(CALLER, request))
        .isInstanceOfSatisfying(
            StoreException.class,
            refusal -> {
              assertThat(refusal.kind()).isEqualTo(Kind.UNPROCESSABLE);
              assertThat(refusal.problems().get(0).location())
                  .isEqualTo("Bundle.entry[1].resource.subject");
            });
    assertThat(open.store().read(CALLER, "Patient", "all-or-nothing")).isEmpty();
  }

  @Test
  void sameTargetTwiceIsRefused() {
    Bundle request = transaction();
    Patient patient = patient();
    patient.setId("twice");
    put(request, patient, "Patient/twice");
    put(request, patient, "Patient/twice");
    assertRefused(request, Kind.INVALID, "Bundle.entry[1]");

    Bundle criteria = transaction();
    post(criteria, patient(), null).getRequest().setIfNoneExist("identifier=x|new");
    post(criteria, patient(), null).getRequest().setIfNoneExist("identifier=x|new");
    assertRefused(criteria, Kind.INVALID, "Bundle.entry[1]");

    Bundle fullUrls = transaction();
    post(fullUrls, patient(), "urn:uuid:same");
    post(fullUrls, patient(), "urn:uuid:same");
    assertRefused(fullUrls, Kind.INVALID, "Bundle.entry[1].fullUrl");
  }

  @Test
  void badRequestsAreNamedByTheirEntry() {
    Bundle unknownPlaceholder = transaction();
    post(unknownPlaceholder, encounter("urn:uuid:nobody"), null);
    assertRefused(unknownPlaceholder, Kind.UNPROCESSABLE, "Bundle.entry[0].resource.subject");

    Bundle wrongType = transaction();
    post(wrongType, patient(), null).getRequest().setUrl("Encounter");
    assertRefused(wrongType, Kind.INVALID, "Bundle.entry[0].resource");

    Bundle missing = transaction();
    get(missing, "Patient/never-was");
    assertRefused(missing, Kind.NOT_FOUND, "Bundle.entry[0]");

    Bundle patch = transaction();
    patch.addEntry().getRequest().setMethod(HTTPVerb.PATCH).setUrl("Patient/1");
    assertRefused(patch, Kind.INVALID, "Bundle.entry[0].resource");

    Bundle many = transaction();
    for (int i = 0; i < 61; i++) {
      post(many, patient(), null);
    }
    assertRefused(many, Kind.TOO_LARGE, "Bundle.entry");
    assertRefused(new Bundle().setType(BundleType.COLLECTION), Kind.INVALID, "Bundle.type");
  }

  @Test
  void linksAndUrisOfEntriesAreRewritten() {
    String patientUrl = "urn:oid:1.2.3.4";
    Encounter visit = encounter(patientUrl);
    visit
        .getText()
        .setStatus(org.hl7.fhir.r4.model.Narrative.NarrativeStatus.GENERATED)
        .setDivAsString(
            "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p><a href=\"urn:oid:1.2.3.4\">居民</a>"
                + "<img src=\"urn:oid:1.2.3.4\"/><a href=\"http://example.org\">x</a></p></div>");
    visit.addExtension(
        "http://example.org/url", new org.hl7.fhir.r4.model.Attachment().setUrl(patientUrl));
    visit.addExtension(
        "http://example.org/canonical", new org.hl7.fhir.r4.model.CanonicalType(patientUrl));
    Bundle request = transaction();
    post(request, visit, null);
    post(request, patient(), patientUrl);
    Bundle response = open.store().process(CALLER, request);
    String patient = "Patient/" + id(response, 1);
    Encounter stored = OpenStore.parse(open.read("Encounter", id(response, 0)), Encounter.class);
    assertThat(stored.getText().getDivAsString())
        .contains("href=\"" + patient + "\"")
        .contains("src=\"" + patient + "\"")
        .contains("href=\"http://example.org\"");
    assertThat(
            ((org.hl7.fhir.r4.model.Attachment) stored.getExtension().get(0).getValue()).getUrl())
        .isEqualTo(patient);
    assertThat(stored.getExtension().get(1).getValue().primitiveValue()).isEqualTo(patientUrl);
    assertThat(stored.getSubject().getReference()).isEqualTo(patient);
  }

  @Test
  void patchesGoIntoTransactionsAndBatches() {
    String id = open.create(patient()).id();
    for (BundleType type : List.of(BundleType.TRANSACTION, BundleType.BATCH)) {
      boolean active = type == BundleType.BATCH;
      Bundle request = new Bundle().setType(type);
      org.hl7.fhir.r4.model.Binary binary = new org.hl7.fhir.r4.model.Binary();
      binary.setContentType("application/json-patch+json");
      binary.setData(
          ("[{\"op\":\"add\",\"path\":\"/active\",\"value\":" + active + "}]").getBytes());
      request
          .addEntry()
          .setResource(binary)
          .getRequest()
          .setMethod(HTTPVerb.PATCH)
          .setUrl("Patient/" + id);
      Bundle response = open.store().process(CALLER, request, EntryContent.RESOURCE);
      assertThat(response.getEntryFirstRep().getResponse().getStatus()).isEqualTo("200 OK");
      assertThat(((Patient) response.getEntryFirstRep().getResource()).getActive())
          .isEqualTo(active);
    }
  }

  @Test
  void preconditionsOfEntries() {
    Patient patient = patient();
    patient.setId("entry-conditions");
    Bundle absent = transaction();
    put(absent, patient, "Patient/entry-conditions").getRequest().setIfNoneMatch("*");
    Bundle first = open.store().process(CALLER, absent);
    assertThat(first.getEntryFirstRep().getResponse().getStatus()).isEqualTo("201 Created");
    assertRefused(absent, Kind.PRECONDITION_FAILED, "Bundle.entry[0]");

    Bundle reads = transaction();
    get(reads, "Patient/entry-conditions");
    reads.getEntry().get(0).getRequest().setIfNoneMatch("W/\"1\"");
    get(reads, "Patient/entry-conditions");
    reads
        .getEntry()
        .get(1)
        .getRequest()
        .setIfModifiedSince(first.getEntryFirstRep().getResponse().getLastModified());
    get(reads, "Patient/entry-conditions");
    reads.getEntry().get(2).getRequest().setIfModifiedSince(new java.util.Date(0));
    get(reads, "Patient/entry-conditions");
    reads.getEntry().get(3).getRequest().setMethod(HTTPVerb.HEAD);
    get(reads, "Patient/entry-conditions/_history");
    get(reads, "_history?_count=1");
    Bundle response = open.store().process(CALLER, reads);
    assertThat(response.getEntry())
        .extracting(entry -> entry.getResponse().getStatus().substring(0, 3))
        .containsExactly("304", "304", "200", "200", "200", "200");
    assertThat(response.getEntry().get(2).hasResource()).isTrue();
    assertThat(response.getEntry().get(3).hasResource()).isFalse();
    assertThat(response.getEntry().get(3).getResponse().getEtag()).isEqualTo("W/\"1\"");
  }

  @Test
  void entriesShowWhatIsAskedFor() {
    Patient patient = patient();
    Bundle request = transaction();
    post(request, patient, null);
    request
        .addEntry()
        .getRequest()
        .setMethod(HTTPVerb.DELETE)
        .setUrl("Patient?identifier=" + MRN + "|nobody-at-all");
    Bundle shown = open.store().process(CALLER, request, EntryContent.RESOURCE);
    assertThat(shown.getEntryFirstRep().getResource()).isInstanceOf(Patient.class);
    Bundle told = open.store().process(CALLER, request, EntryContent.OUTCOME);
    assertThat(told.getEntry())
        .allSatisfy(entry -> assertThat(entry.getResponse().hasOutcome()).isTrue())
        .allSatisfy(entry -> assertThat(entry.hasResource()).isFalse());
    Bundle plain = open.store().process(CALLER, request);
    assertThat(plain.getEntry())
        .allSatisfy(entry -> assertThat(entry.getResponse().hasOutcome()).isFalse())
        .allSatisfy(entry -> assertThat(entry.hasResource()).isFalse());
  }

  @Test
  void fiveThousandEntriesAreOneTransaction() {
    OpenStore large = OpenStore.open();
    try {
      Bundle request = transaction();
      post(request, patient(), "urn:uuid:p");
      for (int i = 1; i < 5000; i++) {
        post(request, i % 2 == 0 ? encounter("urn:uuid:p") : immunization("urn:uuid:p"), null);
      }
      Bundle response = large.store().process(CALLER, request);
      assertThat(response.getEntry())
          .hasSize(5000)
          .allSatisfy(
              entry -> assertThat(entry.getResponse().getStatus()).isEqualTo("201 Created"));
      assertThat(large.jdbc().queryForObject("select count(*) from change_feed", Integer.class))
          .isEqualTo(5000);
      post(request, patient(), null);
      assertThatThrownBy(() -> large.store().process(CALLER, request))
          .isInstanceOfSatisfying(
              StoreException.class,
              refusal -> assertThat(refusal.kind()).isEqualTo(Kind.TOO_LARGE));
    } finally {
      large.close();
    }
  }

  @Test
  void batchEntriesStandForThemselves() {
    Bundle request = new Bundle().setType(BundleType.BATCH);
    post(request, patient(), null);
    post(request, encounter("Patient/nobody"), null);
    get(request, "Patient/never-was");
    get(request, "Patient?unknown-parameter=1");
    Bundle response = open.store().process(CALLER, request);

    assertThat(response.getType()).isEqualTo(BundleType.BATCHRESPONSE);
    assertThat(response.getEntry())
        .extracting(entry -> entry.getResponse().getStatus().substring(0, 3))
        .containsExactly("201", "422", "404", "400");
    String outcome =
        OpenStore.FHIR
            .newJsonParser()
            .encodeResourceToString(
                (org.hl7.fhir.r4.model.OperationOutcome)
                    response.getEntry().get(1).getResponse().getOutcome());
    assertThat(outcome)
        .contains("Bundle.entry[1].resource.subject")
        .contains("does not exist")
        .contains("不存在");
    assertThat(open.read("Patient", id(response, 0)).version()).isEqualTo(1);
  }

  @Test
  void fiftyResourcesTakeOneTime() {
    Bundle request = transaction();
    post(request, patient(), "urn:uuid:p");
    for (int i = 0; i < 49; i++) {
      post(request, i % 2 == 0 ? encounter("urn:uuid:p") : immunization("urn:uuid:p"), null);
    }
    Bundle response = open.store().process(CALLER, request);
    assertThat(response.getEntry())
        .extracting(entry -> entry.getResponse().getLastModified())
        .containsOnly(response.getEntryFirstRep().getResponse().getLastModified());
  }

  private static void assertRefused(Bundle request, Kind kind, String place) {
    assertThatThrownBy(() -> open.store().process(CALLER, request))
        .isInstanceOfSatisfying(
            StoreException.class,
            refusal -> {
              assertThat(refusal.kind()).isEqualTo(kind);
              assertThat(refusal.problems().get(0).location()).isEqualTo(place);
            });
  }

  private static Bundle transaction() {
    return new Bundle().setType(BundleType.TRANSACTION);
  }

  private static BundleEntryComponent post(Bundle bundle, Resource resource, String fullUrl) {
    BundleEntryComponent entry = bundle.addEntry().setResource(resource).setFullUrl(fullUrl);
    entry.getRequest().setMethod(HTTPVerb.POST).setUrl(resource.fhirType());
    return entry;
  }

  private static BundleEntryComponent put(Bundle bundle, Resource resource, String url) {
    BundleEntryComponent entry = bundle.addEntry().setResource(resource);
    entry.getRequest().setMethod(HTTPVerb.PUT).setUrl(url);
    return entry;
  }

  private static void get(Bundle bundle, String url) {
    bundle.addEntry().getRequest().setMethod(HTTPVerb.GET).setUrl(url);
  }

  private static String id(Bundle response, int entry) {
    return response.getEntry().get(entry).getResponse().getLocation().split("/")[1];
  }
}
