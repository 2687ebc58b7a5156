package org.xiangqiao.store.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xiangqiao.store.OpenStore.MRN;
import static org.xiangqiao.store.OpenStore.coverage;
import static org.xiangqiao.store.OpenStore.immunization;
import static org.xiangqiao.store.OpenStore.patient;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.IdentityNumbers;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.StoreSettings;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.store.WriteOutcome;
import org.xiangqiao.store.WriteOutcome.Effect;
import org.xiangqiao.store.patch.PatchDocument;

class ContentionTest {

  private static final int SENDERS = 64;

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
  void manySendersOfOnePatientMakeOne() throws Exception {
    Patient patient = new Patient();
    patient.addIdentifier().setSystem(MRN).setValue("same-patient");
    assertOne(
        race(() -> open.createIfNone(patient.copy(), "identifier=" + MRN + "|same-patient")),
        "Patient");
  }

  @Test
  void manySendersOfOneImmunizationMakeOne() throws Exception {
    String subject = "Patient/" + open.create(patient()).id();
    Immunization dose = immunization(subject);
    dose.addIdentifier().setSystem(MRN).setValue("dose-1");
    assertOne(
        race(() -> open.createIfNone(dose.copy(), "identifier=" + MRN + "|dose-1")),
        "Immunization");
  }

  @Test
  void manySendersOfOneCoverageMakeOne() throws Exception {
    String subject = "Patient/" + open.create(patient()).id();
    Coverage coverage = coverage(subject);
    coverage.addIdentifier().setSystem(MRN).setValue("card-1");
    assertOne(
        race(() -> open.createIfNone(coverage.copy(), "identifier=" + MRN + "|card-1")),
        "Coverage");
  }

  /** Each sender asks in words of his own: only the claim on the number can tell. */
  @Test
  void oneIdentityNumberMakesOneWhateverTheCriteria() throws Exception {
    String number = IdentityNumbers.of(17);
    List<Callable<WriteOutcome>> work = new ArrayList<>();
    for (int sender = 0; sender < SENDERS; sender++) {
      String local = "local-" + sender;
      work.add(
          () -> {
            Patient patient = new Patient();
            patient.addIdentifier().setSystem(StoreSettings.IDENTITY_CARD).setValue(number);
            return open.createIfNone(
                patient,
                "identifier=" + StoreSettings.IDENTITY_CARD + "|" + number + ",x|" + local);
          });
    }
    assertOne(run(work), "Patient");
  }

  @Test
  void updatesOfOneResourceGetConsecutiveVersions() throws Exception {
    String id = open.create(patient()).id();
    List<Callable<WriteOutcome>> work = new ArrayList<>();
    for (int sender = 0; sender < SENDERS; sender++) {
      Patient patient = patient();
      patient.setId(id);
      work.add(() -> open.put(patient));
    }
    List<WriteOutcome> outcomes = run(work);
    assertThat(outcomes)
        .extracting(outcome -> outcome.resource().version())
        .containsExactlyInAnyOrderElementsOf(
            LongStream.rangeClosed(2, SENDERS + 1L).boxed().toList());
  }

  @Test
  void firstUpdatesOfOneUnknownIdCreateItOnce() throws Exception {
    List<Callable<WriteOutcome>> work = new ArrayList<>();
    for (int sender = 0; sender < SENDERS; sender++) {
      Patient patient = patient();
      patient.setId("unknown-yet");
      work.add(() -> open.put(patient));
    }
    assertThat(run(work).stream().filter(outcome -> outcome.effect() == Effect.CREATED)).hasSize(1);
    assertThat(open.read("Patient", "unknown-yet").version()).isEqualTo(SENDERS);
  }

  @Test
  void conditionalUpdatesOfOneMakeOne() throws Exception {
    String criteria = "identifier=" + MRN + "|conditional-update";
    List<Callable<WriteOutcome>> work = new ArrayList<>();
    for (int sender = 0; sender < SENDERS; sender++) {
      Patient patient = patient();
      patient.addIdentifier().setSystem(MRN).setValue("conditional-update");
      work.add(() -> open.write(new WriteOperation.Update(patient, criteria, null, null)));
    }
    List<WriteOutcome> outcomes = run(work);
    assertOne(outcomes, "Patient");
    assertThat(open.read("Patient", outcomes.get(0).resource().id()).version()).isEqualTo(SENDERS);
  }

  @Test
  void onlyOneOfManyCreatesWhatMustBeAbsent() throws Exception {
    List<Callable<Boolean>> work = new ArrayList<>();
    for (int sender = 0; sender < SENDERS; sender++) {
      Patient patient = patient();
      patient.setId("only-if-absent");
      work.add(
          () -> won(() -> open.write(new WriteOperation.Update(patient, null, null, true, null))));
    }
    assertThat(run(work)).containsOnlyOnce(true);
    assertThat(open.read("Patient", "only-if-absent").version()).isEqualTo(1);
  }

  @Test
  void oneVersionHasOneSuccessor() throws Exception {
    String id = open.create(patient()).id();
    List<Callable<Boolean>> work = new ArrayList<>();
    for (int sender = 0; sender < SENDERS; sender++) {
      String patch = "[{\"op\":\"add\",\"path\":\"/language\",\"value\":\"x-" + sender + "\"}]";
      WriteOperation write =
          sender % 2 == 0
              ? new WriteOperation.Patch("Patient", id, null, 1L, new PatchDocument.Json(patch))
              : new WriteOperation.Delete("Patient", id, null, 1L);
      work.add(() -> won(() -> open.write(write)));
    }
    assertThat(run(work)).containsOnlyOnce(true);
    assertThat(open.read("Patient", id).version()).isEqualTo(2);
  }

  @Test
  void conditionalDeletesOfOneDeleteItOnce() throws Exception {
    Patient patient = patient();
    String id = open.create(patient).id();
    String criteria = "identifier=" + MRN + "|" + patient.getIdentifierFirstRep().getValue();
    List<WriteOutcome> outcomes =
        race(
            () ->
                open.write(
                    new WriteOperation.Delete("Patient", null, criteria, null, true, false)));
    assertThat(outcomes.stream().mapToInt(WriteOutcome::deleted).sum()).isEqualTo(1);
    assertThat(open.read("Patient", id).version()).isEqualTo(2);
  }

  /** Each adds its own name to what the others wrote: none may be lost. */
  @Test
  void patchesOfOneResourceAllCount() throws Exception {
    Patient patient = patient();
    String id = open.create(patient).id();
    String criteria = "identifier=" + MRN + "|" + patient.getIdentifierFirstRep().getValue();
    List<Callable<WriteOutcome>> work = new ArrayList<>();
    for (int sender = 0; sender < SENDERS; sender++) {
      String value = "{\"system\":\"http://example.org/sender\",\"value\":\"" + sender + "\"}";
      PatchDocument patch =
          new PatchDocument.Json(
              "[{\"op\":\"add\",\"path\":\"/identifier/-\",\"value\":" + value + "}]");
      WriteOperation write =
          sender % 2 == 0
              ? new WriteOperation.Patch("Patient", id, null, null, patch)
              : new WriteOperation.Patch("Patient", null, criteria, null, patch);
      work.add(() -> open.write(write));
    }
    assertThat(run(work))
        .extracting(outcome -> outcome.resource().version())
        .containsExactlyInAnyOrderElementsOf(
            LongStream.rangeClosed(2, SENDERS + 1L).boxed().toList());
    assertThat(OpenStore.parse(open.read("Patient", id), Patient.class).getIdentifier())
        .hasSize(SENDERS + 1);
  }

  /** Read, add one, write if nobody did in between, else again. */
  @Test
  void countersWithIfMatchLoseNothing() throws Exception {
    Patient counter = patient();
    counter.setMultipleBirth(new IntegerType(0));
    String id = open.create(counter).id();
    List<Callable<Boolean>> work = new ArrayList<>();
    for (int sender = 0; sender < SENDERS; sender++) {
      work.add(
          () -> {
            while (true) {
              StoredResource current = open.read("Patient", id);
              int count =
                  OpenStore.parse(current, Patient.class).getMultipleBirthIntegerType().getValue();
              String patch =
                  "[{\"op\":\"replace\",\"path\":\"/multipleBirthInteger\",\"value\":"
                      + (count + 1)
                      + "}]";
              WriteOperation write =
                  new WriteOperation.Patch(
                      "Patient", id, null, current.version(), new PatchDocument.Json(patch));
              if (won(() -> open.write(write))) {
                return true;
              }
            }
          });
    }
    run(work);
    assertThat(
            OpenStore.parse(open.read("Patient", id), Patient.class)
                .getMultipleBirthIntegerType()
                .getValue())
        .isEqualTo(SENDERS);
    assertThat(open.read("Patient", id).version()).isEqualTo(SENDERS + 1L);
  }

  /** Two resources, patched in both orders: who deadlocks tries again inside. */
  @Test
  void crossedTransactionsAllSucceed() throws Exception {
    String first = open.create(patient()).id();
    Coverage coverage = coverage("Patient/" + first);
    String second = open.create(coverage).id();
    List<Callable<WriteOutcome>> work = new ArrayList<>();
    for (int sender = 0; sender < SENDERS; sender++) {
      String patch = "[{\"op\":\"add\",\"path\":\"/language\",\"value\":\"y-" + sender + "\"}]";
      List<WriteOperation> both =
          new ArrayList<>(
              List.of(
                  new WriteOperation.Patch(
                      "Patient", first, null, null, new PatchDocument.Json(patch)),
                  new WriteOperation.Patch(
                      "Coverage", second, null, null, new PatchDocument.Json(patch))));
      if (sender % 2 == 1) {
        java.util.Collections.reverse(both);
      }
      work.add(() -> open.store().write(OpenStore.CALLER, both).get(0));
    }
    run(work);
    assertThat(open.read("Patient", first).version()).isEqualTo(SENDERS + 1L);
    assertThat(open.read("Coverage", second).version()).isEqualTo(SENDERS + 1L);
  }

  /** False if another was first; anything else is a failure of the test. */
  private static boolean won(Callable<WriteOutcome> write) throws Exception {
    try {
      write.call();
      return true;
    } catch (StoreException refusal) {
      assertThat(refusal.kind()).isEqualTo(StoreProblem.Kind.PRECONDITION_FAILED);
      return false;
    }
  }

  private static void assertOne(List<WriteOutcome> outcomes, String type) {
    assertThat(outcomes)
        .extracting(outcome -> outcome.resource().id())
        .containsOnly(outcomes.get(0).resource().id());
    assertThat(outcomes.stream().filter(outcome -> outcome.effect() == Effect.CREATED)).hasSize(1);
    assertThat(outcomes.get(0).resource().type()).isEqualTo(type);
  }

  private static List<WriteOutcome> race(Callable<WriteOutcome> sender) throws Exception {
    List<Callable<WriteOutcome>> work = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      work.add(sender);
    }
    return run(work);
  }

  private static <T> List<T> run(List<Callable<T>> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(work.size());
    CountDownLatch start = new CountDownLatch(1);
    List<Future<T>> futures = new ArrayList<>();
    for (Callable<T> each : work) {
      futures.add(
          threads.submit(
              () -> {
                start.await();
                return each.call();
              }));
    }
    start.countDown();
    List<T> outcomes = new ArrayList<>();
    for (Future<T> future : futures) {
      outcomes.add(future.get());
    }
    threads.shutdown();
    return outcomes;
  }
}
