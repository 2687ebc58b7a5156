package org.xiangqiao.server.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.xiangqiao.server.insurance.CounterServer.named;
import static org.xiangqiao.server.insurance.CounterServer.refused;
import static org.xiangqiao.server.insurance.CounterServer.settled;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xiangqiao.server.security.SecuredServer.Reply;
import org.xiangqiao.simulators.insurance.InsuranceFault;
import org.xiangqiao.simulators.insurance.InsuranceFault.Kind;
import org.xiangqiao.simulators.insurance.InsuranceFault.Point;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.simulators.insurance.InsuredPerson;

/**
 * Bad input and bad days as a counter meets them: each is told with a code, in Chinese and English,
 * with the place and what to do; the platform's ledger and the server's books agree; and the bill
 * is settled once it is mended.
 */
@ExtendWith(CountyServer.Shared.class)
class BadDaysDoorTest {

  /** Of what the server finds itself. */
  private static final String NOT_SENT_ZH = "未结算。请更正 error 指明的元素后，用原编号重新提交。";

  private static final String NOT_SENT_EN = "is not settled. Correct the elements that error names";

  /** Of what the platform refuses in words of its own. */
  private static final String MEND_ZH = "请按 error 中平台的提示更正后重新提交。";

  private static final String MEND_EN = "Correct what its words in error say";

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String STATES =
      "https://fhir.xiangqiao.org/CodeSystem/insurance-booking-state";

  private final CountyServer county;
  private final CounterServer counter;
  private final InsurancePlatform platform;

  BadDaysDoorTest(CountyServer county) {
    this.county = county;
    this.counter = county.counter();
    this.platform = counter.platform();
  }

  @AfterEach
  void aGoodDay() {
    platform.faults(List.of());
    platform.up();
    county.awaitLines();
  }

  /**
   * What is wrong with a bill or with the day.
   *
   * @param sequence of the resident
   * @param spoiled the claim as it is handed in
   * @param day what is the matter with the platform
   * @param told what the answer says
   */
  record Trouble(
      String name,
      int sequence,
      UnaryOperator<String> spoiled,
      BiConsumer<InsurancePlatform, CounterBill> day,
      List<String> told) {

    @Override
    public String toString() {
      return name;
    }

    static Trouble claim(String name, int sequence, UnaryOperator<String> spoiled, String... told) {
      return new Trouble(name, sequence, spoiled, (platform, bill) -> {}, List.of(told));
    }

    static Trouble day(
        String name, int sequence, BiConsumer<InsurancePlatform, CounterBill> day, String... told) {
      return new Trouble(name, sequence, claim -> claim, day, List.of(told));
    }
  }

  static Stream<Trouble> troubles() {
    return Stream.of(
        Trouble.claim(
            "item not mapped",
            601,
            claim -> claim.replaceFirst("\\{\"system\":\"[^\"]*insurance-item\",[^}]*},", ""),
            "Claim.item[0].productOrService",
            "没有对照到医保目录编码",
            "is not mapped to a national item",
            "POST ConceptMap/$insurance-codes",
            NOT_SENT_ZH,
            NOT_SENT_EN),
        Trouble.claim(
            "doctor not mapped",
            602,
            claim ->
                claim.replaceFirst(
                    "\"provider\":\\{\"identifier\":\\{\"system\":\"[^\"]*insurance-staff\",\"value\":\"[^\"]*\"}",
                    "\"provider\":{\"type\":\"Practitioner\",\"identifier\":{\"system\":\"urn:emr:who\",\"value\":\"17\"}"),
            "Claim.careTeam[0].provider",
            "医师没有对照到国家医保医师代码",
            "the doctor is not mapped",
            "POST ConceptMap/$insurance-codes",
            NOT_SENT_ZH,
            NOT_SENT_EN),
        Trouble.claim(
            "total is not that of the lines",
            603,
            claim -> claim.replace("\"total\":{\"value\":70.00", "\"total\":{\"value\":71.00"),
            "Claim.total",
            "应为 70.00，实为 71.00",
            "请核对数量、单价、行金额与总金额",
            "Correct quantity, price, line or total",
            "未向医保平台发送任何交易"),
        Trouble.day(
            "person suspended",
            604,
            (platform, bill) -> platform.insure(bill.person.withStatus("2")),
            "暂停参保",
            MEND_ZH,
            MEND_EN),
        Trouble.day(
            "insured in another district",
            605,
            (platform, bill) ->
                platform.insure(
                    InsuredPerson.resident(
                        bill.person.number(), bill.person.certificate(), "测试居民", "990109")),
            "参保地医保区划与参保信息不一致",
            MEND_ZH,
            MEND_EN),
        Trouble.day(
            "batch refused in part",
            606,
            (platform, bill) ->
                platform.faults(InsuranceFault.of(Kind.PARTLY, Point.AFTER).on("2204").times(1)),
            "部分费用明细上传失败",
            MEND_ZH,
            MEND_EN),
        Trouble.day(
            "long error text",
            607,
            (platform, bill) ->
                platform.faults(
                    InsuranceFault.of(Kind.LONG_TEXT, Point.BEFORE).on("2204").times(1)),
            "业务校验不通过：".repeat(40),
            MEND_ZH,
            MEND_EN));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void isToldAndTheMendedBillIsSettledOnce(Trouble trouble) {
    String identifier = "C" + trouble.sequence();
    CounterBill bill = counter.bill(trouble.sequence());
    trouble.day().accept(platform, bill);
    String spoiled = trouble.spoiled().apply(bill.claim(identifier));
    Reply reply = counter.submit(bill, spoiled);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    JsonNode told = reply.json();
    assertThat(told.get("outcome").asText()).as(reply.toString()).isEqualTo("error");
    assertThat(told.at("/error/0/code/coding/0/system").asText()).isEqualTo(STATES);
    assertThat(told.at("/error/0/code/coding/0/code").asText()).isEqualTo("refused");
    assertThat(reply.body())
        .contains(trouble.told())
        .doesNotContain(bill.person.number(), bill.person.certificate());
    assertThat(counter.standing(bill)).isEmpty();
    assertThat(county.state(identifier)).isEqualTo("refused");
    county.assertBooked(identifier);

    platform.faults(List.of());
    platform.insure(bill.person);
    settled(counter.submit(bill, bill.claim(identifier)));
    assertOne(bill, identifier);
  }

  @Test
  void aBillWithoutDiagnosisIsRefusedBeforeTheVisitIsRegistered() {
    CounterBill bill = counter.bill(650);
    int calls = platform.calls().size();
    String claim = bill.claim("C650").replaceFirst("(?s)\"diagnosis\":\\[.*?}]}]}],", "");
    Reply reply = counter.submit(bill, claim);
    named(reply, "Claim.diagnosis");
    assertThat(reply.body())
        .contains("缺少医保平台需要的内容", "What the insurance platform needs is missing", "请补全该元素后重新提交");
    assertThat(platform.calls()).hasSize(calls);
    assertThat(county.state("C650")).isEmpty();
    settled(counter.submit(bill, bill.claim("C650")));
    assertOne(bill, "C650");
  }

  private void assertOne(CounterBill bill, String identifier) {
    assertThat(counter.standing(bill))
        .singleElement()
        .satisfies(one -> assertThat(one.amounts().total()).isEqualByComparingTo("70.00"));
    assertThat(county.state(identifier)).isEqualTo("booked");
    county.assertBooked(identifier, "70.00");
    assertThat(platform.judge().doubles()).isEmpty();
    assertThat(platform.judge().balances()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {
        "EMPTY",
        "HTML",
        "GARBAGE",
        "STATUS",
        "DELAY",
        "DROP",
        "OTHER_CODE_TYPE",
        "WRONG_TYPE",
        "ANSWER_TWICE"
      })
  void anAnswerToTheSettlementThatIsNoneIsFoundOut(Kind kind) {
    int sequence = 621 + kind.ordinal();
    CounterBill bill = counter.bill(sequence);
    platform.faults(
        InsuranceFault.of(kind, Point.AFTER).lasting(Duration.ofMillis(1500)).on("2207").times(1));
    long reversals = counter.calls("2601");
    settled(counter.submit(bill, bill.claim("C" + sequence)));
    assertOne(bill, "C" + sequence);
    assertThat(counter.calls("2601")).isEqualTo(reversals);
  }

  @Test
  void aStayThatIsNotClosedIsRefusedWithTheElementAndSettledOnceItIs() {
    CounterStay stay = counter.stay(651);
    String closed = "/fhir/Encounter/" + stay.encounter;
    String body = counter.server().get(closed, counter.token()).body();
    put(closed, body.replaceFirst(",\"end\":\"2026-06-05[^\"]*\"", ""));
    long settlements = counter.calls("2304");
    Reply reply = counter.submit(stay.bill, stay.claim("C651"));
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(reply.json().at("/error/0/code/coding/0/code").asText()).isEqualTo("refused");
    assertThat(reply.body())
        .contains("Encounter.period.end", "缺少结束时间", "is missing", NOT_SENT_ZH, NOT_SENT_EN);
    assertThat(counter.calls("2304")).isEqualTo(settlements);
    county.assertBooked("C651");

    put(closed, body);
    settled(counter.submit(stay.bill, stay.claim("C651")));
    county.assertBooked("C651", "70.00");
  }

  private void put(String path, String body) {
    Reply reply =
        counter
            .server()
            .send(
                "PUT",
                path,
                body,
                "Authorization",
                "Bearer " + counter.token(),
                "Content-Type",
                "application/fhir+json");
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
  }

  @Test
  void anExpiredCertificateIsToldBeforeAnythingIsSent() {
    CounterBill bill = county.bill(652, CountyServer.EXPIRED);
    int calls = platform.calls().size();
    Reply reply = counter.submit(bill, bill.claim("C652"));
    refused(reply, 503, "insurance-certificate-expired");
    assertThat(reply.header("Retry-After")).isEmpty();
    assertThat(reply.body())
        .contains("签名证书已到期", "signing certificate", "请先全额收费", "Collect the full fee");
    assertThat(platform.calls()).hasSize(calls);
    assertThat(county.state("C652")).isEmpty();
    // The others go on.
    CounterBill other = counter.bill(653);
    settled(counter.submit(other, other.claim("C653")));
    assertOne(other, "C653");
  }

  @Test
  void aPlatformThatWentAndIsBackAfterADayTakesTheSameBill() {
    CounterBill bill = counter.bill(654);
    int calls = platform.calls().size();
    platform.down();
    Reply reply = counter.submit(bill, bill.claim("C654"));
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(reply.json().at("/error/0/code/coding/0/code").asText()).isEqualTo("not-booked");
    assertThat(reply.body())
        .contains("医保平台未记账，可重新提交。", "The insurance platform has not booked the claim.");
    county.assertBooked("C654");

    aDayPasses();
    settled(counter.submit(bill, bill.claim("C654")));
    assertThat(platform.calls().size()).isGreaterThan(calls);
    assertOne(bill, "C654");
  }

  @Test
  void aPlatformThatWentWithTheAnswerAndIsBackAfterADayIsAskedAndNotSentTheBillAgain() {
    CounterBill bill = counter.bill(655);
    long settlements = counter.calls("2207");
    platform.faults(
        InsuranceFault.dropAfterBooking().on("2207").times(1),
        InsuranceFault.of(Kind.DROP, Point.BEFORE).on("5203"));
    CompletableFuture<Reply> waiting =
        CompletableFuture.supplyAsync(() -> counter.submit(bill, bill.claim("C655")));
    await().until(() -> counter.standing(bill).size() == 1);
    platform.down();
    platform.faults(List.of());
    Reply queued = waiting.join();
    assertThat(queued.status()).as(queued.toString()).isEqualTo(200);
    assertThat(queued.json().get("outcome").asText()).isEqualTo("queued");
    assertThat(county.state("C655")).isIn("open", "needs-person");
    county.assertBooked("C655");

    aDayPasses();
    await()
        .atMost(LONG)
        .until(() -> counter.submit(bill, bill.claim("C655")).body().contains("\"complete\""));
    assertOne(bill, "C655");
    assertThat(counter.calls("2207")).isEqualTo(settlements + 1);
  }

  /** What is noted is a day older, nobody is signed in any more, and the platform is there. */
  private void aDayPasses() {
    counter
        .server()
        .jdbc()
        .update("update insurance_case set created_at = created_at - interval '1 day'");
    counter
        .server()
        .jdbc()
        .update("update insurance_step set sent_at = sent_at - interval '1 day'");
    platform.expireSignIns();
    platform.up();
    county.awaitLines();
  }
}
