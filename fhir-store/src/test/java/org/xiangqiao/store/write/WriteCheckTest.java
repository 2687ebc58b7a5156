package org.xiangqiao.store.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xiangqiao.store.OpenStore.CALLER;
import static org.xiangqiao.store.OpenStore.patient;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreInputs;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.StoreProblem.Kind;
import org.xiangqiao.store.StoreProblem.Told;
import org.xiangqiao.store.StoreSettings;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.TestPostgres;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.store.patch.PatchDocument;

/** A check sees what create, update, patch and every entry of a transaction would write. */
class WriteCheckTest {

  private static final String RULE = "no-deceased";
  private static OpenStore open;

  @BeforeAll
  static void open() {
    open =
        OpenStore.open(
            TestPostgres.database(),
            StoreSettings.defaults(),
            StoreInputs.none().withCheck(WriteCheckTest::check),
            List.of());
  }

  @AfterAll
  static void close() {
    open.close();
  }

  private static void check(Caller caller, Resource resource, Supplier<String> json, String place) {
    assertThat(json.get()).startsWith("{\"resourceType\":\"" + resource.fhirType() + '"');
    if (resource instanceof Patient patient) {
      if (patient.hasDeceased()) {
        throw StoreProblem.ofRule(
                place + ".deceased", RULE, new Told("dead", "已死亡", "leave out", "请删除"))
            .exception();
      }
      patient.getMeta().addTag("https://example.org/checked", "yes", null);
    }
  }

  @Test
  void whatPassesIsWrittenWithTheTagsOfTheCheck() {
    StoredResource created = open.create(patient());
    assertThat(OpenStore.parse(created, Patient.class).getMeta().getTag())
        .extracting(tag -> tag.getCode())
        .containsExactly("yes");
  }

  @Test
  void refusesACreateAndAnUpdateInTheWordsOfTheRule() {
    Patient dead = dead();
    refused(() -> open.create(dead), "Patient.deceased");
    StoredResource alive = open.create(patient());
    dead.setId(alive.id());
    refused(() -> write(new WriteOperation.Update(dead, null, null, null)), "Patient.deceased");
    assertThat(open.read("Patient", alive.id()).version()).isEqualTo(1);
  }

  @Test
  void refusesThePatchWhoseResultBreaksTheRule() {
    StoredResource alive = open.create(patient());
    PatchDocument patch =
        new PatchDocument.Json("[{\"op\":\"add\",\"path\":\"/deceasedBoolean\",\"value\":true}]");
    refused(
        () -> write(new WriteOperation.Patch("Patient", alive.id(), null, null, patch)),
        "Patient.deceased");
    assertThat(open.read("Patient", alive.id()).version()).isEqualTo(1);
  }

  @Test
  void tellsTheProblemsOfAllEntriesOfATransactionAndWritesNone() {
    Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
    for (Patient each : List.of(dead(), patient(), dead())) {
      bundle.addEntry().setResource(each).getRequest().setMethod(HTTPVerb.POST).setUrl("Patient");
    }
    int before = patients();
    refused(
        () -> open.store().process(CALLER, bundle),
        "Bundle.entry[0].resource.deceased",
        "Bundle.entry[2].resource.deceased");
    assertThat(patients()).isEqualTo(before);
  }

  private static int patients() {
    return open.store()
        .search(CALLER, new SearchRequest("Patient", Map.of(), false))
        .matches()
        .size();
  }

  private static Patient dead() {
    Patient dead = patient();
    dead.getDeceasedBooleanType().setValue(true);
    return dead;
  }

  private static void write(WriteOperation operation) {
    open.store().write(CALLER, List.of(operation));
  }

  private static void refused(Runnable work, String... places) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            StoreException.class,
            refusal -> {
              assertThat(refusal.problems())
                  .extracting(StoreProblem::location)
                  .containsExactly(places);
              StoreProblem first = refusal.problems().get(0);
              assertThat(first.kind()).isEqualTo(Kind.UNPROCESSABLE);
              assertThat(first.key()).isEqualTo(RULE);
              assertThat(first.text(Locale.CHINESE)).isEqualTo("已死亡");
              assertThat(first.remedy(Locale.ENGLISH)).isEqualTo("leave out");
            });
  }
}
