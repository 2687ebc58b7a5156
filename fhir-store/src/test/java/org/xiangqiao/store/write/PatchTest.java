package org.xiangqiao.store.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xiangqiao.store.OpenStore.CALLER;
import static org.xiangqiao.store.OpenStore.MRN;
import static org.xiangqiao.store.OpenStore.encounter;
import static org.xiangqiao.store.OpenStore.patient;

import java.util.List;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.IdentityNumbers;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem.Kind;
import org.xiangqiao.store.StoreSettings;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.store.WriteOutcome;
import org.xiangqiao.store.WriteOutcome.Effect;
import org.xiangqiao.store.patch.PatchDocument;

/** patch in the store: what an update does, done to a part. R4 http.html#patch. */
class PatchTest {

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
  void aPatchMakesTheNextVersion() {
    StoredResource created = open.create(patient());
    WriteOutcome outcome = patch(created.id(), "[{'op':'add','path':'/active','value':true}]");
    assertThat(outcome.effect()).isEqualTo(Effect.UPDATED);
    assertThat(outcome.resource().version()).isEqualTo(2);
    assertThat(open.read("Patient", created.id())).isEqualTo(outcome.resource());
    Patient patched = OpenStore.parse(outcome.resource(), Patient.class);
    assertThat(patched.getActive()).isTrue();
    assertThat(patched.getMeta().getVersionId()).isEqualTo("2");
    assertThat(patched.getNameFirstRep().getText()).isEqualTo("测试居民");
    assertThat(open.store().readVersion(CALLER, "Patient", created.id(), 1)).contains(created);
  }

  @Test
  void fhirPathPatchDoesTheSame() {
    StoredResource created = open.create(patient());
    Parameters patch = new Parameters();
    var operation = patch.addParameter().setName("operation");
    operation.addPart().setName("type").setValue(new org.hl7.fhir.r4.model.CodeType("add"));
    operation.addPart().setName("path").setValue(new org.hl7.fhir.r4.model.StringType("Patient"));
    operation.addPart().setName("name").setValue(new org.hl7.fhir.r4.model.StringType("gender"));
    operation.addPart().setName("value").setValue(new org.hl7.fhir.r4.model.CodeType("male"));
    WriteOutcome outcome =
        open.write(
            new WriteOperation.Patch(
                "Patient", created.id(), null, null, new PatchDocument.FhirPath(patch)));
    assertThat(outcome.resource().json()).contains("\"gender\":\"male\"");
    assertThat(
            open.write(
                    new WriteOperation.Patch(
                        "Patient",
                        null,
                        "gender=male&_id=" + created.id(),
                        null,
                        json("[{'op':'remove','path':'/gender'}]")))
                .resource()
                .version())
        .isEqualTo(3);
  }

  @Test
  void whatChangesNothingMakesNoVersion() {
    StoredResource created = open.create(patient());
    WriteOutcome outcome =
        patch(created.id(), "[{'op':'test','path':'/name/0/text','value':'测试居民'}]");
    assertThat(outcome).isEqualTo(new WriteOutcome(Effect.UNCHANGED, created));
  }

  @Test
  void searchFindsWhatThePatchWrote() {
    StoredResource created = open.create(patient());
    patch(
        created.id(),
        "[{'op':'add','path':'/identifier/-','value':{'system':'http://example.org/p','value':'found-by-patch'}}]");
    assertThat(
            open.createIfNone(patient(), "identifier=http://example.org/p|found-by-patch")
                .resource()
                .id())
        .isEqualTo(created.id());
  }

  @Test
  void businessKeysAndReferencesHold() {
    String number = IdentityNumbers.of(41);
    Patient owner = patient();
    owner.addIdentifier().setSystem(StoreSettings.IDENTITY_CARD).setValue(number);
    open.create(owner);
    String other = open.create(patient()).id();
    refused(
        () ->
            patch(
                other,
                "[{'op':'add','path':'/identifier/-','value':{'system':'"
                    + StoreSettings.IDENTITY_CARD
                    + "','value':'"
                    + number
                    + "'}}]"),
        Kind.CONFLICT);
    String visit = open.create(encounter("Patient/" + other)).id();
    refused(
        () ->
            open.write(
                new WriteOperation.Patch(
                    "Encounter",
                    visit,
                    null,
                    null,
                    json(
                        "[{'op':'replace','path':'/subject/reference','value':'Patient/nobody'}]"))),
        Kind.UNPROCESSABLE);
    assertThat(open.read("Encounter", visit).version()).isEqualTo(1);
  }

  @Test
  void tagsThatAPatchRemovesAreGone() {
    Patient tagged = patient();
    tagged.getMeta().addTag("http://example.org/tag", "a", null);
    StoredResource created = open.create(tagged);
    assertThat(patch(created.id(), "[{'op':'remove','path':'/meta/tag'}]").resource().json())
        .doesNotContain("\"tag\"");
  }

  @Test
  void ifMatchAndWhatIsNotThere() {
    StoredResource created = open.create(patient());
    PatchDocument active = json("[{'op':'add','path':'/active','value':true}]");
    refused(
        () -> open.write(new WriteOperation.Patch("Patient", created.id(), null, 7L, active)),
        Kind.PRECONDITION_FAILED);
    assertThat(
            open.write(new WriteOperation.Patch("Patient", created.id(), null, 1L, active))
                .resource()
                .version())
        .isEqualTo(2);
    refused(
        () -> open.write(new WriteOperation.Patch("Patient", "nobody", null, null, active)),
        Kind.NOT_FOUND);
    open.delete("Patient", created.id());
    refused(
        () -> open.write(new WriteOperation.Patch("Patient", created.id(), null, null, active)),
        Kind.GONE);
  }

  @Test
  void criteriaMustMeanOne() {
    Patient patient = patient();
    String criteria = "identifier=" + MRN + "|" + patient.getIdentifierFirstRep().getValue();
    PatchDocument active = json("[{'op':'add','path':'/active','value':true}]");
    WriteOperation patch = new WriteOperation.Patch("Patient", null, criteria, null, active);
    refused(() -> open.write(patch), Kind.NOT_FOUND);
    String id = open.create(patient).id();
    assertThat(open.write(patch).resource().id()).isEqualTo(id);
    open.create(patient);
    refused(() -> open.write(patch), Kind.PRECONDITION_FAILED);
  }

  @Test
  void placeholdersInAPatchMeanOtherEntries() {
    StoredResource first = open.create(patient());
    String visit = open.create(encounter("Patient/" + first.id())).id();
    List<WriteOutcome> outcomes =
        open.store()
            .write(
                CALLER,
                List.of(
                    new WriteOperation.Patch(
                        "Encounter",
                        visit,
                        null,
                        null,
                        json(
                            "[{'op':'replace','path':'/subject/reference','value':'urn:uuid:new'}]")),
                    new WriteOperation.Create(patient(), null, "urn:uuid:new")));
    assertThat(outcomes.get(0).resource().json())
        .contains("\"Patient/" + outcomes.get(1).resource().id() + "\"");
  }

  @Test
  void problemsNameTheEntry() {
    String id = open.create(patient()).id();
    assertThatThrownBy(
            () ->
                open.store()
                    .write(
                        CALLER,
                        List.of(
                            new WriteOperation.Create(patient(), null, null),
                            new WriteOperation.Patch(
                                "Patient",
                                id,
                                null,
                                null,
                                json("[{'op':'remove','path':'/gender'}]")))))
        .isInstanceOfSatisfying(
            StoreException.class,
            refusal ->
                assertThat(refusal.problems().get(0).location())
                    .startsWith("Bundle.entry[1].resource"));
  }

  private static WriteOutcome patch(String id, String patch) {
    return open.write(new WriteOperation.Patch("Patient", id, null, null, json(patch)));
  }

  private static PatchDocument json(String patch) {
    return new PatchDocument.Json(patch.replace('\'', '"'));
  }

  private static void refused(Runnable work, Kind kind) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            StoreException.class, refusal -> assertThat(refusal.kind()).isEqualTo(kind));
  }
}
