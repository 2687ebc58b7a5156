package org.xiangqiao.server.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.xiangqiao.server.insurance.CounterServer.named;
import static org.xiangqiao.server.insurance.CounterServer.refused;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xiangqiao.server.security.SecuredServer.Reply;
import org.xiangqiao.simulators.insurance.InsuranceFault;
import org.xiangqiao.simulators.insurance.InsuranceFault.Kind;
import org.xiangqiao.simulators.insurance.InsuranceFault.Point;

/** Who is insured, as a counter asks for it. */
@ExtendWith(CounterServer.Shared.class)
class EligibilityDoorTest {

  private static final String SUBMIT = "/fhir/CoverageEligibilityRequest/$submit";
  private static final String SID = "https://fhir.xiangqiao.org/sid/insurance-";
  private static final String CODES = "https://fhir.xiangqiao.org/CodeSystem/insurance-";

  private final CounterServer counter;

  EligibilityDoorTest(CounterServer counter) {
    this.counter = counter;
  }

  private static String request(CounterBill bill) {
    return request(bill.patient, "discovery", "");
  }

  private static String request(String patient, String purpose, String more) {
    return """
        {"resourceType":"CoverageEligibilityRequest","status":"active","purpose":["%s"],
         "patient":{"reference":"Patient/%s"},"servicedDate":"2026-06-01",
         "created":"2026-06-01T08:00:00+08:00",
         "provider":{"identifier":{"system":"%sinstitution","value":"%s"}},
         "insurer":{"identifier":{"system":"%3$sdistrict","value":"%s"}}%s}"""
        .formatted(purpose, patient, SID, CounterBill.CENTRE, CounterBill.DISTRICT, more);
  }

  private static JsonNode told(Reply reply, String outcome) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(reply.json().get("resourceType").asText()).isEqualTo("CoverageEligibilityResponse");
    assertThat(reply.json().get("outcome").asText()).as(reply.toString()).isEqualTo(outcome);
    return reply.json();
  }

  private long stored(String patient, String type) {
    Reply found =
        counter
            .server()
            .get("/fhir/" + type + "?_summary=count&patient=" + patient, counter.token());
    assertThat(found.status()).as(found.toString()).isEqualTo(200);
    return found.json().get("total").asLong();
  }

  @Test
  void anInsuranceIsToldAndItsCoverageSettles() {
    CounterBill bill = counter.bill(701);
    JsonNode response = told(counter.post(SUBMIT, bill.handedIn(request(bill))), "complete");
    assertThat(response.at("/insurance/0/inforce").asBoolean()).isTrue();
    String coverage = response.at("/insurance/0/coverage/reference").asText();
    assertThat(coverage).isEqualTo("Coverage/" + bill.coverage);
    Reply read = counter.server().get("/fhir/" + coverage, counter.token());
    assertThat(read.json().at("/subscriberId").asText()).isEqualTo(bill.person.number());
    assertThat(read.json().at("/class/0/value").asText()).isEqualTo("1501");
    assertThat(read.json().at("/meta/versionId").asText()).isEqualTo("2");
    assertThat(response.toString() + read.body()).doesNotContain(bill.person.certificate());

    JsonNode again = told(counter.post(SUBMIT, bill.handedIn(request(bill))), "complete");
    assertThat(again.get("id")).isNotEqualTo(response.get("id"));
    assertThat(
            counter.server().get("/fhir/" + coverage, counter.token()).json().at("/meta/versionId"))
        .isEqualTo(read.json().at("/meta/versionId"));
    assertThat(stored(bill.patient, "Coverage")).isEqualTo(1);
    assertThat(stored(bill.patient, "CoverageEligibilityRequest")).isEqualTo(2);
    CounterServer.settled(counter.submit(bill, bill.claim("C701")));
  }

  @Test
  void whatTheWriteGateSeesForTheFirstTimePassesIt() {
    CounterBill bill = counter.bill(702);
    String patient =
        CounterBill.create(
            counter.server(),
            counter.token(),
            """
            {"resourceType":"Patient","gender":"female","birthDate":"1970-01-01",
             "name":[{"text":"另一个人"}]}""");
    String item =
        ",\"item\":[{\"category\":{\"coding\":[{\"system\":\""
            + CODES
            + "med-type\",\"code\":\"11\"}]}}]";
    JsonNode response =
        told(counter.post(SUBMIT, bill.handedIn(request(patient, "benefits", item))), "complete");
    assertThat(response.at("/error/0/code/coding/0/code").asText())
        .isEqualTo("insurance.person.name-differs");
    assertThat(response.toString()).doesNotContain("测试居民", "另一个人");
    assertThat(response.at("/insurance/0/item")).hasSize(7);
    assertThat(response.at("/insurance/0/item"))
        .filteredOn(one -> one.at("/benefit/0/type/coding/0/code").asText().equals("cum"))
        .hasSize(4)
        .allSatisfy(
            sum -> {
              assertThat(sum.at("/benefit/0/usedMoney/value").decimalValue()).isZero();
              assertThat(sum.at("/modifier/0/coding/0/code").asText()).isNotEmpty();
              assertThat(sum.at("/description").asText()).startsWith("累计年月: ");
            });
    Reply coverage =
        counter
            .server()
            .get(
                "/fhir/" + response.at("/insurance/0/coverage/reference").asText(),
                counter.token());
    assertThat(coverage.status()).isEqualTo(200);
    assertThat(coverage.json().at("/meta/versionId").asText()).isEqualTo("1");
    assertThat(coverage.json().at("/beneficiary/reference").asText())
        .isEqualTo("Patient/" + patient);

    counter.platform().insure(bill.person.withStatus("2"));
    JsonNode suspended =
        told(counter.post(SUBMIT, bill.handedIn(request(patient, "discovery", ""))), "complete");
    assertThat(suspended.at("/insurance/0/inforce").asBoolean()).isFalse();
    assertThat(suspended.at("/disposition").asText()).contains("未处于正常参保状态", "not in force");
  }

  @Test
  void whatIsMissingIsNamedAndNothingSent() {
    CounterBill bill = counter.bill(703);
    long calls = counter.calls("1101");
    named(
        counter.post(SUBMIT, bill.handedIn("{\"resourceType\":\"Basic\"}")),
        "Parameters.parameter.where(name='resource').resource");
    named(
        counter.post(SUBMIT, bill.handedIn(request("none", "discovery", ""))),
        "CoverageEligibilityRequest.patient");
    named(
        counter.post(SUBMIT, bill.handedIn(request(bill.patient, "benefits", ""))),
        "CoverageEligibilityRequest.item.category");
    named(
        counter.post(
            SUBMIT,
            CounterBill.counter("{\"name\":\"resource\",\"resource\":" + request(bill) + "}")),
        "Parameters.parameter.where(name='credential')");
    refused(
        counter.post(SUBMIT, bill.handedIn(request(bill.patient, "auth-requirements", ""))),
        422,
        "insurance-purpose");
    refused(
        counter.post(
            SUBMIT, bill.handedIn(request(bill).replace(CounterBill.CENTRE, "H99010100009"))),
        422,
        "insurance-institution");
    assertThat(counter.calls("1101")).isEqualTo(calls);
    assertThat(stored(bill.patient, "CoverageEligibilityRequest")).isZero();
  }

  @Test
  void aRequestThatIsNotSoundLeavesNothingOfItsAnswerEither() {
    CounterBill bill = counter.bill(706);
    String patient =
        CounterBill.create(
            counter.server(),
            counter.token(),
            "{\"resourceType\":\"Patient\",\"name\":[{\"text\":\"测试居民\"}]}");
    String unknown = ",\"enterer\":{\"reference\":\"Practitioner/none\"}";
    Reply refused = counter.post(SUBMIT, bill.handedIn(request(patient, "discovery", unknown)));
    assertThat(refused.status()).as(refused.toString()).isEqualTo(422);
    for (String type :
        new String[] {"Coverage", "CoverageEligibilityRequest", "CoverageEligibilityResponse"}) {
      assertThat(stored(patient, type)).as(type).isZero();
    }
    told(counter.post(SUBMIT, bill.handedIn(request(patient, "discovery", ""))), "complete");
    assertThat(stored(patient, "Coverage")).isEqualTo(1);
  }

  @Test
  void withoutTheScopesNothingIsAsked() {
    CounterBill bill = counter.bill(704);
    long calls = counter.calls("1101");
    for (String scopes :
        new String[] {
          "system/*.rs",
          "system/CoverageEligibilityRequest.cruds system/CoverageEligibilityResponse.rs",
          "system/CoverageEligibilityRequest.cruds system/Coverage.cruds system/Patient.rs"
        }) {
      assertThat(
              counter
                  .server()
                  .post(SUBMIT, bill.handedIn(request(bill)), counter.token(scopes))
                  .status())
          .as(scopes)
          .isEqualTo(403);
    }
    assertThat(counter.calls("1101")).isEqualTo(calls);
    String enough =
        "system/CoverageEligibilityRequest.c system/CoverageEligibilityResponse.r"
            + " system/Coverage.cu system/Patient.r";
    told(
        counter.server().post(SUBMIT, bill.handedIn(request(bill)), counter.token(enough)),
        "complete");
  }

  @Test
  void aRefusalIsToldAndAPlatformWithoutAnAnswerIs503() {
    CounterBill bill = counter.bill(705);
    counter
        .platform()
        .faults(
            InsuranceFault.refuse("人员" + bill.person.certificate() + "参保地与就医地不一致")
                .on("1101")
                .times(1));
    JsonNode refusal = told(counter.post(SUBMIT, bill.handedIn(request(bill))), "error");
    assertThat(refusal.at("/error/0/code/text").asText()).isEqualTo("人员***参保地与就医地不一致");
    assertThat(refusal.at("/disposition").asText()).contains("请核对就诊凭证", "Check credential");
    assertThat(stored(bill.patient, "CoverageEligibilityRequest")).isEqualTo(1);

    counter.platform().faults(InsuranceFault.of(Kind.HTML, Point.AFTER).on("1101").times(1));
    Reply page = counter.post(SUBMIT, bill.handedIn(request(bill)));
    refused(page, 503, "insurance-unanswered");
    assertThat(page.header("Retry-After")).isEqualTo("5");
    assertThat(page.body()).contains("医保平台没有应答", "gave no answer");

    counter.platform().down();
    Reply down = page;
    for (int call = 0; call < 20 && !down.body().contains("platform-down"); call++) {
      down = counter.post(SUBMIT, bill.handedIn(request(bill)));
    }
    refused(down, 503, "insurance-platform-down");
    assertThat(down.header("Retry-After")).isEqualTo("5");
    assertThat(stored(bill.patient, "CoverageEligibilityRequest")).isEqualTo(1);
    assertThat(stored(bill.patient, "CoverageEligibilityResponse")).isEqualTo(1);
    counter.platform().up();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                counter.post(SUBMIT, bill.handedIn(request(bill))).body().contains("\"complete\""));
  }

  @Test
  void itIsDeclared() {
    Reply metadata = counter.server().get("/fhir/metadata", counter.token());
    assertThat(metadata.body())
        .contains("http://hl7.org/fhir/OperationDefinition/CoverageEligibilityRequest-submit");
  }
}
