package org.xiangqiao.integration.mllp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Provenance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xiangqiao.integration.ledger.IncomingMessage;
import org.xiangqiao.integration.ledger.LedgerEntry;
import org.xiangqiao.integration.ledger.MessageState;
import org.xiangqiao.simulators.emr.Answer;
import org.xiangqiao.simulators.emr.EmrMessage;
import org.xiangqiao.simulators.emr.MllpClient;
import org.xiangqiao.simulators.emr.Township;
import org.xiangqiao.simulators.emr.TownshipEmr;
import org.xiangqiao.simulators.emr.WorkingDay;
import org.xiangqiao.store.TestPostgres;

class MllpGatewayTest {

  private static final String LOCAL = "https://fhir.xiangqiao.org/sid/qingshi/patient|";
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
  void aWorkingDayOfTwoSystemsIsStoredAndAcknowledged() throws Exception {
    LocalDate day = LocalDate.now().minusDays(2);
    List<EmrMessage> messages =
        WorkingDay.messages(Township.of(3, 40, day), day.atTime(8, 0), day.atTime(17, 0), 1, 3);
    Map<String, Answer> answers =
        new TownshipEmr(
                "127.0.0.1", gateway.port, 3, Duration.ofSeconds(30), Duration.ofSeconds(60))
            .send(messages, (message, answer) -> {});

    assertThat(answers.values()).allMatch(Answer::accepted, "AA");
    assertThat(messages)
        .allSatisfy(
            m -> assertThat(answers.get(m.controlId()).controlId()).isEqualTo(m.controlId()));
    long doses = messages.stream().filter(m -> m.type().equals("VXU^V04")).count();
    assertThat(doses).isPositive();
    assertThat(gateway.all(Immunization.class, "date", "ge1990"))
        .hasSizeGreaterThanOrEqualTo((int) doses);
    assertThat(gateway.all(Organization.class, "name", "白水镇卫生院")).hasSize(1);
    LedgerEntry first = gateway.entryOf(messages.get(0).controlId());
    assertThat(first.state()).isEqualTo(MessageState.STORED);
    assertThat(first.resources()).anyMatch(r -> r.startsWith("Patient/"));
  }

  @Test
  void theSameMessageAgainGetsTheSameAnswerWithoutEffect() throws Exception {
    String message = Hl7.adt(Hl7.controlId(), "20260301080000", Hl7.pid("D1", "张^重复"));
    Answer first = gateway.send(message);
    Answer second = gateway.send(message);

    assertThat(first.accepted()).isTrue();
    assertThat(second).isEqualTo(first);
    assertThat(patient("D1").getMeta().getVersionId()).isEqualTo("1");
    assertThat(gateway.all(Provenance.class, "target", "Patient/" + id("D1"))).hasSize(1);
  }

  @Test
  void theSameControlIdWithOtherContentIsANewMessageAndFlagged() throws Exception {
    String controlId = Hl7.controlId();
    gateway.send(Hl7.adt(controlId, "20260301080000", Hl7.pid("C1", "张^甲")));
    Answer answer = gateway.send(Hl7.adt(controlId, "20260301090000", Hl7.pid("C1", "张^乙")));

    assertThat(answer.accepted()).isTrue();
    assertThat(patient("C1").getNameFirstRep().getGivenAsSingleString()).isEqualTo("乙");
    assertThat(gateway.entries())
        .filteredOn(e -> e.controlId().equals(controlId))
        .hasSize(2)
        .anyMatch(e -> e.flags().contains("control-id-reused"));
  }

  @Test
  void anOlderEventNeverOverwritesANewerOne() throws Exception {
    gateway.send(Hl7.adt(Hl7.controlId(), "20260305100000", Hl7.pid("O1", "王^新")));
    String older = Hl7.controlId();
    Answer answer =
        gateway.send(Hl7.adt(older, "20260305090000", Hl7.pid("O1", "王^旧") + "NK1|1|王^父|FTH\r"));

    assertThat(answer.accepted()).isTrue();
    assertThat(patient("O1").getNameFirstRep().getGivenAsSingleString()).isEqualTo("新");
    assertThat(gateway.entryOf(older).state()).isEqualTo(MessageState.UNCHANGED);
    assertThat(gateway.entryOf(older).resources()).isEmpty();
  }

  @Test
  void aVaccinationFillsTheGapButDoesNotChangeTheResident() throws Exception {
    String pid = Hl7.pid("V1", "赵^原名");
    assertThat(
            gateway
                .send(Hl7.vxu(Hl7.controlId(), "20260304090000", pid, "V1-1", "0202"))
                .accepted())
        .isTrue();
    gateway.send(Hl7.adt(Hl7.controlId(), "20260303090000", Hl7.pid("V1", "赵^登记")));
    assertThat(patient("V1").getNameFirstRep().getGivenAsSingleString()).isEqualTo("登记");

    Answer second =
        gateway.send(
            Hl7.vxu(Hl7.controlId(), "20260306090000", Hl7.pid("V1", "赵^别名"), "V1-2", "0202"));
    assertThat(second.accepted()).isTrue();
    assertThat(patient("V1").getNameFirstRep().getGivenAsSingleString()).isEqualTo("登记");
    assertThat(gateway.all(Immunization.class, "patient", id("V1"))).hasSize(2);
  }

  @Test
  void everyProblemIsNamedWithItsPlaceAndNothingIsWritten() throws Exception {
    refused(
        "AE", "PID-3", Hl7.adt(Hl7.controlId(), "20260301080000", "PID|1||||李^无号||19800101|F\r"));
    String wrongCard = Hl7.pid("B1", "李^错").replace("^MR", "^MR~990123198001010021^^^^NNCHN");
    refused("AE", "PID-3\\[2\\]\\.1", Hl7.adt(Hl7.controlId(), "20260301080000", wrongCard));
    refused(
        "AE",
        "PID-7",
        Hl7.adt(
            Hl7.controlId(),
            "20260301080000",
            Hl7.pid("B1", "李^错").replace("19800101", "20990101")));
    refused(
        "AE",
        "RXA.*-5.*",
        Hl7.vxu(Hl7.controlId(), "20260301080000", Hl7.pid("B1", "李^错"), "B1", "0999"));
    refused(
        "AE",
        "MSH-9",
        Hl7.header("ORU^R01^ORU_R01", Hl7.controlId(), "20260301080000") + Hl7.pid("B1", "李^错"));
    assertThat(gateway.all(Patient.class, "identifier", LOCAL + "B1")).isEmpty();
  }

  private static void refused(String code, String place, String message) throws IOException {
    Answer answer = gateway.send(message);
    assertThat(answer.code()).as(answer.text()).isEqualTo(code);
    assertThat(answer.text()).contains("\rERR|");
    LedgerEntry entry = gateway.entryOf(answer.controlId());
    assertThat(entry.state()).isEqualTo(MessageState.REFUSED);
    assertThat(entry.problems()).anyMatch(p -> p.place().matches(place) && !p.zh().isEmpty());
    assertThat(gateway.ledger.answer(entry.tenantId(), entry.messageId())).isPresent();
  }

  @Test
  void whatCannotBeParsedIsRejectedAndKept() throws Exception {
    Answer garbage = gateway.send("<html>no HL7 at all</html>");
    assertThat(garbage.code()).isEqualTo("AR");
    byte[] gb18030 =
        Hl7.adt(Hl7.controlId(), "20260301080000", Hl7.pid("G1", "刘^错码"))
            .getBytes(Charset.forName("GB18030"));
    try (MllpClient client = gateway.client()) {
      assertThat(Answer.of(client.send(gb18030), StandardCharsets.UTF_8).code()).isEqualTo("AR");
    }
    assertThat(gateway.entries())
        .filteredOn(e -> e.problems().stream().anyMatch(p -> p.rule().equals("charset.malformed")))
        .hasSize(1)
        .allSatisfy(
            e -> assertThat(gateway.ledger.payload(e.tenantId(), e.messageId())).hasValue(gb18030));
  }

  @Test
  void anUnknownSenderIsRejectedAndKept() throws Exception {
    String message = Hl7.adt(Hl7.controlId(), "20260301080000", Hl7.pid("U1", "陈^生"));
    for (String sender : List.of("|NOBODY|QINGSHI|", "|FAREMR|FAR|")) {
      Answer answer =
          gateway.send(
              message
                  .replace("|QSEMR|QINGSHI|", sender)
                  .replaceFirst("\\|T", "|U" + sender.length()));
      assertThat(answer.code()).isEqualTo("AR");
      LedgerEntry entry = gateway.entryOf(answer.controlId());
      assertThat(entry.partner()).isEqualTo("unknown");
      assertThat(entry.problems()).extracting("rule").containsExactly("sender.unknown");
    }
  }

  @Test
  void anOversizedMessageIsRejectedAndItsHeadKept() throws Exception {
    String controlId = Hl7.controlId();
    String message =
        Hl7.adt(
            controlId, "20260301080000", Hl7.pid("L1", "大^" + "长".repeat(RunningGateway.MAX_SIZE)));
    Answer answer = gateway.send(message);
    assertThat(answer.code()).isEqualTo("AR");
    assertThat(answer.controlId()).isEqualTo(controlId);
    LedgerEntry entry = gateway.entryOf(controlId);
    assertThat(entry.problems()).extracting("rule").containsExactly("message.too-large");
    assertThat(gateway.ledger.payload(entry.tenantId(), entry.messageId()).orElseThrow().length)
        .isEqualTo(RunningGateway.MAX_SIZE);
  }

  @Test
  void aTruncatedMessageIsKeptAndNotAnswered() throws Exception {
    String controlId = Hl7.controlId();
    String message = Hl7.adt(controlId, "20260301080000", Hl7.pid("X1", "断^线"));
    try (Socket socket = new Socket("127.0.0.1", gateway.port)) {
      socket.getOutputStream().write(("\u000b" + message).getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
    await()
        .untilAsserted(
            () ->
                assertThat(gateway.entryOf(controlId).problems())
                    .extracting("rule")
                    .containsExactly("message.truncated"));
    gateway.replay().replay(gateway.entryOf(controlId));
    assertThat(gateway.all(Patient.class, "identifier", LOCAL + "X1")).isEmpty();
    assertThat(gateway.send(message).accepted()).isTrue();
  }

  @Test
  void aSlowSenderIsCutOffWhileOthersGoOn() throws Exception {
    byte[] message =
        ("\u000b" + Hl7.adt(Hl7.controlId(), "20260301080000", Hl7.pid("S1", "慢^慢")))
            .getBytes(StandardCharsets.UTF_8);
    try (Socket slow = new Socket("127.0.0.1", gateway.port)) {
      slow.setSoTimeout(50);
      long begin = System.nanoTime();
      boolean open = true;
      int sent = 0;
      while (open) {
        try {
          slow.getOutputStream().write(message[sent++ % message.length]);
          open = slow.getInputStream().read() >= 0;
        } catch (java.net.SocketTimeoutException nothingYet) {
          assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        } catch (IOException cut) {
          open = false;
        }
        if (sent == 3) {
          assertThat(
                  gateway
                      .send(Hl7.adt(Hl7.controlId(), "20260301080000", Hl7.pid("S2", "快^快")))
                      .accepted())
              .isTrue();
        }
      }
      assertThat(sent).isLessThan(message.length);
    }
  }

  @Test
  void messagesSentWithoutWaitingAreAllAnsweredInOrder() throws Exception {
    String one = Hl7.controlId();
    String two = Hl7.controlId();
    String frames =
        "\u000b"
            + Hl7.adt(one, "20260301080000", Hl7.pid("P1", "连^一"))
            + "\u001c\r"
            + "\u000b"
            + Hl7.adt(two, "20260301080100", Hl7.pid("P2", "连^二"))
            + "\u001c\r";
    try (MllpClient client = gateway.client()) {
      client.sendRaw(frames.getBytes(StandardCharsets.UTF_8));
      assertThat(Answer.of(client.receive(), StandardCharsets.UTF_8).controlId()).isEqualTo(one);
      assertThat(Answer.of(client.receive(), StandardCharsets.UTF_8).controlId()).isEqualTo(two);
    }
  }

  @Test
  void oneAddressCannotTakeAllConnections() throws Exception {
    java.util.ArrayList<Socket> sockets = new java.util.ArrayList<>();
    try {
      for (int i = 0; i < 12; i++) {
        Socket socket = new Socket("127.0.0.1", gateway.port);
        socket.setSoTimeout(500);
        sockets.add(socket);
      }
      long refused = 0;
      for (Socket socket : sockets) {
        refused += closed(socket) ? 1 : 0;
      }
      assertThat(refused).isEqualTo(6);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
    await()
        .untilAsserted(
            () ->
                assertThat(
                        gateway
                            .send(Hl7.adt(Hl7.controlId(), "20260301080000", Hl7.pid("K1", "后^来")))
                            .accepted())
                    .isTrue());
  }

  private static boolean closed(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  @Test
  void manySendersOfOneResidentMakeOneResidentAndTheNewestWins() throws Exception {
    List<Thread> threads = new java.util.ArrayList<>();
    List<Answer> answers = java.util.Collections.synchronizedList(new java.util.ArrayList<>());
    for (int i = 0; i < 5; i++) {
      String message = Hl7.adt(Hl7.controlId(), "2026030109000" + i, Hl7.pid("R1", "同^人" + i));
      Thread thread =
          new Thread(
              () -> {
                try {
                  answers.add(gateway.send(message));
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(answers).hasSize(5).allMatch(Answer::accepted);
    assertThat(patient("R1").getNameFirstRep().getGivenAsSingleString()).isEqualTo("人4");
  }

  @Test
  void numbersOfOtherSystemsAreKept() throws Exception {
    String card = "990123198001010020";
    String pid = Hl7.pid("N1", "周^双").replace("^MR", "^MR~" + card + "^^^^NNCHN");
    Answer first = gateway.send(Hl7.adt(Hl7.controlId(), "20260301080000", pid));
    assertThat(first.accepted()).as(first.text()).isTrue();
    String other =
        Hl7.adt(Hl7.controlId(), "20260302080000", pid.replace("N1^^^QSEMR", "N9^^^X"))
            .replace("|QSEMR|QINGSHI|", "|卫康系统|白水镇卫生院|");
    assertThat(gateway.send(other).accepted()).isTrue();
    List<Patient> found =
        gateway.all(Patient.class, "identifier", "urn:oid:2.16.156.10011.1.3|" + card);
    assertThat(found).hasSize(1);
    assertThat(found.get(0).getIdentifier()).extracting("value").contains("N1", "N9", card);
  }

  @Test
  void aNewbornKnownByTheEmrsNumberStaysOneResidentWhenTheCardComes() throws Exception {
    gateway.send(Hl7.adt(Hl7.controlId(), "20260301080000", Hl7.pid("NB1", "郑^宝宝")));
    String before = id("NB1");
    String card = "99012319800101004" + check("99012319800101004");
    String pid = Hl7.pid("NB1", "郑^大名").replace("^MR", "^MR~" + card + "^^^^NNCHN");
    Answer answer = gateway.send(Hl7.adt(Hl7.controlId(), "20260401080000", pid));
    assertThat(answer.accepted()).as(answer.text()).isTrue();

    assertThat(id("NB1")).isEqualTo(before);
    assertThat(patient("NB1").getIdentifier()).extracting("value").contains("NB1", card);
    assertThat(patient("NB1").getNameFirstRep().getGivenAsSingleString()).isEqualTo("大名");
  }

  @Test
  void aNumberGivenToSomebodyElseDoesNotMakeTwoPeopleOne() throws Exception {
    gateway.send(Hl7.adt(Hl7.controlId(), "20260301080000", Hl7.pid("NB2", "吴^甲")));
    String other =
        Hl7.pid("NB2", "吴^乙")
            .replace("19800101", "19900202")
            .replace(
                "^MR", "^MR~" + "99012319900202002" + check("99012319900202002") + "^^^^NNCHN");
    assertThat(gateway.send(Hl7.adt(Hl7.controlId(), "20260401080000", other)).accepted()).isTrue();

    assertThat(gateway.all(Patient.class, "identifier", LOCAL + "NB2")).hasSize(2);
  }

  /** Check character of GB 11643. */
  private static char check(String first17) {
    int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += (first17.charAt(i) - '0') * weights[i];
    }
    return "10X98765432".charAt(sum % 11);
  }

  @Test
  void whatACrashInterruptedIsFinishedAndTheSenderThenFindsItsAnswer() throws Exception {
    String message = Hl7.adt(Hl7.controlId(), "20260301080000", Hl7.pid("Z1", "崩^溃"));
    byte[] payload = message.getBytes(StandardCharsets.UTF_8);
    // The crash: recorded, and nothing after that.
    gateway.steps.recording().record(gateway.steps.recognition().recognise(payload, "127.0.0.1"));

    recover();

    assertThat(patient("Z1").getMeta().getVersionId()).isEqualTo("1");
    Answer answer = gateway.send(message);
    assertThat(answer.accepted()).isTrue();
    assertThat(patient("Z1").getMeta().getVersionId()).isEqualTo("1");
  }

  @Test
  void recoveryDoesNotTrustTheHeaderOfAnUnknownSenderButAnOperatorMay() throws Exception {
    String controlId = Hl7.controlId();
    byte[] payload =
        Hl7.adt(controlId, "20260301080000", Hl7.pid("W1", "冒^名"))
            .replace("|QSEMR|QINGSHI|", "|FAREMR|FAR|")
            .getBytes(StandardCharsets.UTF_8);
    Passage.Arrived arrived = gateway.steps.recognition().recognise(payload, "127.0.0.1");
    // The crash: recorded, and not refused yet.
    gateway.ledger.receive(
        new IncomingMessage(
            RunningGateway.TENANT, "unknown", "ADT^A08", controlId, "UTF-8", payload, "r"));
    assertThat(arrived.partner()).isEmpty();

    recover();
    assertThat(gateway.entryOf(controlId).state()).isEqualTo(MessageState.REFUSED);
    assertThat(gateway.entryOf(controlId).problems())
        .extracting("rule")
        .containsExactly("sender.unknown");

    gateway.replay().replay(gateway.entryOf(controlId));
    assertThat(gateway.entryOf(controlId).state()).isEqualTo(MessageState.STORED);
  }

  @Test
  void recoveryGoesOnPastABadMessageFromTheOldest() {
    List<String> replayed = new java.util.ArrayList<>();
    List<String> controlIds = List.of(Hl7.controlId(), Hl7.controlId(), Hl7.controlId());
    for (String controlId : controlIds) {
      gateway.ledger.receive(
          new IncomingMessage(
              RunningGateway.TENANT,
              "qingshi",
              "ADT^A08",
              controlId,
              "UTF-8",
              Hl7.adt(controlId, "20260301080000", Hl7.pid("Y" + controlId, "恢^复"))
                  .getBytes(StandardCharsets.UTF_8),
              "r"));
    }
    recovery(
            new MllpReplay(gateway.steps, gateway.ledger) {
              @Override
              public LedgerEntry replay(LedgerEntry entry) {
                replayed.add(entry.controlId());
                if (entry.controlId().equals(controlIds.get(0))) {
                  throw new IllegalStateException("bad message");
                }
                return super.replay(entry);
              }
            })
        .run();
    assertThat(replayed).filteredOn(controlIds::contains).isEqualTo(controlIds);
    assertThat(gateway.entryOf(controlIds.get(0)).state()).isEqualTo(MessageState.RECEIVED);
    assertThat(gateway.entryOf(controlIds.get(1)).state()).isEqualTo(MessageState.STORED);
    assertThat(gateway.entryOf(controlIds.get(2)).state()).isEqualTo(MessageState.STORED);
    recover();
    assertThat(gateway.entryOf(controlIds.get(0)).state()).isEqualTo(MessageState.STORED);
  }

  @Test
  void aHeaderThatNoColumnCanHoldIsStillKeptAndAnswered() throws Exception {
    String controlId = "W\u0000" + "x".repeat(6000);
    Answer answer = gateway.send(Hl7.adt(controlId, "20260301080000", Hl7.pid("W2", "长^号")));
    assertThat(answer.code()).isNotEmpty();
    assertThat(gateway.entryOf("W" + "x".repeat(198)).state()).isNotEqualTo(MessageState.RECEIVED);
  }

  private static void recover() {
    recovery(gateway.replay()).run();
  }

  private static MllpRecovery recovery(MllpReplay replay) {
    return new MllpRecovery(
        gateway.ledger,
        replay,
        gateway.partners,
        gateway.settings,
        java.time.Clock.offset(java.time.Clock.systemUTC(), Duration.ofSeconds(1)));
  }

  private static Patient patient(String number) {
    List<Patient> found = gateway.all(Patient.class, "identifier", LOCAL + number);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static String id(String number) {
    return patient(number).getIdElement().getIdPart();
  }
}
