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
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.IdentityNumbers;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.StoreSettings;
import org.xiangqiao.store.WriteOutcome;
import org.xiangqiao.store.WriteOutcome.Effect;

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

  private static List<WriteOutcome> run(List<Callable<WriteOutcome>> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(work.size());
    CountDownLatch start = new CountDownLatch(1);
    List<Future<WriteOutcome>> futures = new ArrayList<>();
    for (Callable<WriteOutcome> each : work) {
      futures.add(
          threads.submit(
              () -> {
                start.await();
                return each.call();
              }));
    }
    start.countDown();
    List<WriteOutcome> outcomes = new ArrayList<>();
    for (Future<WriteOutcome> future : futures) {
      outcomes.add(future.get());
    }
    threads.shutdown();
    return outcomes;
  }
}
