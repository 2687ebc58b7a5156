package org.xiangqiao.integration.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Immunization.ImmunizationStatus;
import org.hl7.fhir.r4.model.Provenance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xiangqiao.integration.ledger.IncomingMessage;
import org.xiangqiao.integration.ledger.LedgerEntry;
import org.xiangqiao.integration.ledger.MessageState;
import org.xiangqiao.simulators.emr.Answer;
import org.xiangqiao.store.TestPostgres;

/** Whatever way an older message about a dose comes, it does not undo what was said later. */
class MllpDoseOrderTest {

  private static final String DOSE = "https://fhir.xiangqiao.org/sid/qingshi/dose|";
  private static final String NINE = "20260305090000";
  private static final String TEN = "20260305100000";
  private static final String ELEVEN = "20260305110000";
  private static RunningGateway gateway;

  @BeforeAll
  static void start() throws Exception {
    gateway = new RunningGateway(TestPostgres.jdbcUrl());
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void anOlderMessageDoesNotOverwriteACorrection() throws Exception {
    send(vxu(NINE, rxa("DO1", "LOT-A", "A")));
    send(vxu(ELEVEN, rxa("DO1", "LOT-B", "U")));
    LedgerEntry late = send(vxu(TEN, rxa("DO1", "LOT-C", "U")));

    assertThat(dose("DO1").getLotNumber()).isEqualTo("LOT-B");
    assertThat(dose("DO1").getMeta().getVersionId()).isEqualTo("2");
    assertThat(late.state()).isEqualTo(MessageState.UNCHANGED);
    assertThat(late.resources()).isEmpty();
    assertThat(provenances("DO1")).hasSize(2);
  }

  @Test
  void theSameDoseAgainIsNoNewVersionButItsTimeCounts() throws Exception {
    send(vxu(NINE, rxa("DO2", "LOT-A", "A")));
    send(vxu(ELEVEN, rxa("DO2", "LOT-A", "A")));
    assertThat(dose("DO2").getMeta().getVersionId()).isEqualTo("1");

    send(vxu(TEN, rxa("DO2", "LOT-B", "U")));
    assertThat(dose("DO2").getLotNumber()).isEqualTo("LOT-A");
    assertThat(dose("DO2").getMeta().getVersionId()).isEqualTo("1");
  }

  @Test
  void anOlderMessageDoesNotBringADeletedDoseBackAndANewerOneDoes() throws Exception {
    send(vxu(NINE, rxa("DO3", "LOT-A", "A")));
    send(vxu(TEN, rxa("DO3", "LOT-A", "D")));
    send(vxu(NINE, rxa("DO3", "LOT-A", "U")));
    assertThat(dose("DO3").getStatus()).isEqualTo(ImmunizationStatus.ENTEREDINERROR);

    send(vxu(ELEVEN, rxa("DO3", "LOT-A", "A")));
    assertThat(dose("DO3").getStatus()).isEqualTo(ImmunizationStatus.COMPLETED);
  }

  @Test
  void anOlderDeletionDoesNotTakeBackACorrection() throws Exception {
    send(vxu(NINE, rxa("DO4", "LOT-A", "A")));
    send(vxu(ELEVEN, rxa("DO4", "LOT-B", "U")));
    LedgerEntry late = send(vxu(TEN, rxa("DO4", "LOT-A", "D")));

    assertThat(dose("DO4").getStatus()).isEqualTo(ImmunizationStatus.COMPLETED);
    assertThat(dose("DO4").getLotNumber()).isEqualTo("LOT-B");
    assertThat(late.state()).isEqualTo(MessageState.UNCHANGED);
  }

  @Test
  void aDeletionThatComesBeforeItsDoseStands() throws Exception {
    send(vxu(TEN, rxa("DO5", "LOT-A", "D")));
    send(vxu(NINE, rxa("DO5", "LOT-A", "A")));

    assertThat(dose("DO5").getStatus()).isEqualTo(ImmunizationStatus.ENTEREDINERROR);
  }

  @Test
  void ofTwoMessagesOfTheSameMomentTheLastToArriveCounts() throws Exception {
    send(vxu(NINE + ".1234", rxa("DO6", "LOT-A", "A")));
    send(vxu(NINE + ".1234", rxa("DO6", "LOT-B", "U")));

    assertThat(dose("DO6").getLotNumber()).isEqualTo("LOT-B");
  }

  @Test
  void onlyTheDosesThatWereCorrectedAreLeftOutOfAMessage() throws Exception {
    send(vxu(NINE, rxa("DO7", "LOT-A", "A")));
    send(vxu(ELEVEN, rxa("DO7", "LOT-B", "U")));
    LedgerEntry late = send(vxu(TEN, rxa("DO7", "LOT-C", "U"), rxa("DO8", "LOT-C", "A")));

    assertThat(dose("DO7").getLotNumber()).isEqualTo("LOT-B");
    assertThat(dose("DO8").getLotNumber()).isEqualTo("LOT-C");
    assertThat(late.state()).isEqualTo(MessageState.STORED);
    assertThat(late.resources())
        .anyMatch(r -> r.startsWith(reference("DO8")))
        .noneMatch(r -> r.startsWith(reference("DO7")));
    assertThat(provenances("DO7")).hasSize(2);
    assertThat(provenances("DO8")).hasSize(1);
  }

  @Test
  void whatRecoveryFinishesLateDoesNotOverwriteACorrection() throws Exception {
    String interrupted = vxu(NINE, rxa("DO9", "LOT-A", "A"));
    // The crash: recorded, and nothing after that.
    gateway
        .steps
        .recording()
        .record(gateway.steps.recognition().recognise(bytes(interrupted), "127.0.0.1"));
    send(vxu(TEN, rxa("DO9", "LOT-B", "U")));
    LedgerEntry open = gateway.entryOf(controlId(interrupted));
    assertThat(open.state()).isEqualTo(MessageState.RECEIVED);
    LedgerEntry finished = gateway.replay().replay(open);

    assertThat(finished.state()).isEqualTo(MessageState.UNCHANGED);
    assertThat(dose("DO9").getLotNumber()).isEqualTo("LOT-B");
  }

  @Test
  void whatAnOperatorReplaysDoesNotOverwriteACorrection() throws Exception {
    // Refused, because its sender was not registered then.
    String refused = vxu(NINE, rxa("DO10", "LOT-A", "A"));
    Answer answer = gateway.send(refused.replace("|QSEMR|QINGSHI|", "|FAREMR|FAR|"));
    assertThat(answer.code()).isEqualTo("AR");
    String later = vxu(TEN, rxa("DO10", "LOT-B", "U"));
    gateway.ledger.receive(
        new IncomingMessage(
            RunningGateway.TENANT,
            "elsewhere",
            "VXU^V04",
            controlId(later),
            "UTF-8",
            bytes(later),
            "r"));
    gateway.replay().replay(gateway.entryOf(controlId(later)));
    LedgerEntry replayed = gateway.replay().replay(gateway.entryOf(controlId(refused)));

    assertThat(replayed.state()).isEqualTo(MessageState.UNCHANGED);
    assertThat(
            gateway.all(
                Immunization.class,
                "identifier",
                "https://fhir.xiangqiao.org/sid/elsewhere/dose|DO10"))
        .extracting(Immunization::getLotNumber)
        .containsExactly("LOT-B");
  }

  @Test
  void ofManyMessagesAtOnceTheLatestStands() throws Exception {
    List<Answer> answers = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String message = vxu("2026030509000" + i, rxa("DO11", "LOT-" + i, "U"));
      threads.add(
          new Thread(
              () -> {
                try {
                  answers.add(gateway.send(message));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(answers).hasSize(5).allMatch(Answer::accepted);
    assertThat(dose("DO11").getLotNumber()).isEqualTo("LOT-4");
  }

  private static LedgerEntry send(String message) throws IOException {
    Answer answer = gateway.send(message);
    assertThat(answer.accepted()).as(answer.text()).isTrue();
    return gateway.entryOf(answer.controlId());
  }

  private static String vxu(String at, String... doses) {
    return Hl7.header("VXU^V04^VXU_V04", Hl7.controlId(), at)
        + Hl7.pid("DO", "顺^序")
        + String.join("", doses);
  }

  private static String rxa(String order, String lot, String action) {
    return "ORC|RE||"
        + order
        + "\rRXA|0|1|20260305083000||0202^疫苗^CNIIS|0.5|mL||00||||||"
        + lot
        + "|||||CP|"
        + action
        + "\r";
  }

  private static String controlId(String message) {
    return message.split("\\|", 11)[9];
  }

  private static byte[] bytes(String message) {
    return message.getBytes(StandardCharsets.UTF_8);
  }

  private static Immunization dose(String order) {
    List<Immunization> found = gateway.all(Immunization.class, "identifier", DOSE + order);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static String reference(String order) {
    return "Immunization/" + dose(order).getIdElement().getIdPart();
  }

  private static List<Provenance> provenances(String order) {
    return gateway.all(Provenance.class, "target", reference(order));
  }
}
