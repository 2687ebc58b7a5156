package org.xiangqiao.server.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xiangqiao.server.insurance.CounterServer.refused;
import static org.xiangqiao.server.insurance.CounterServer.settled;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xiangqiao.server.security.SecuredServer.Reply;

/** What a bill would cost, and what is not settled here, as a counter is told. */
@ExtendWith(CounterServer.Shared.class)
class QuoteDoorTest {

  private final CounterServer counter;

  QuoteDoorTest(CounterServer counter) {
    this.counter = counter;
  }

  private static String quote(String claim) {
    return claim.replace("\"use\":\"claim\"", "\"use\":\"predetermination\"");
  }

  private static JsonNode estimate(Reply reply) {
    JsonNode response = settled(reply);
    assertThat(response.get("use").asText()).isEqualTo("predetermination");
    assertThat(response.get("disposition").asText()).contains("仅供参考");
    assertThat(response.get("processNote").findValuesAsText("text"))
        .anySatisfy(note -> assertThat(note).contains("An estimate"));
    assertThat(response.has("payment")).isFalse();
    assertThat(response.has("identifier")).isFalse();
    assertThat(response.at("/preAuthPeriod/end").asText()).isNotBlank();
    return response;
  }

  private static BigDecimal total(JsonNode response, String key) {
    return StreamSupport.stream(response.get("total").spliterator(), false)
        .filter(one -> one.at("/category/coding/0/code").asText().equals(key))
        .map(one -> one.at("/amount/value").decimalValue())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aBillIsQuotedAndSettledWithTheSameSteps() {
    CounterBill bill = counter.bill(441);
    long uploads = counter.calls("2204");
    JsonNode quoted =
        estimate(
            counter.submit(
                bill,
                quote(bill.claim("C441")).replace("\"value\":\"C441\"", "\"value\":\"Q441\"")));
    assertThat(counter.standing(bill)).isEmpty();

    JsonNode response = settled(counter.submit(bill, bill.claim("C441")));
    for (String key : List.of("medfee_sumamt", "fund_pay_sumamt", "psn_cash_pay")) {
      assertThat(total(response, key)).as(key).isEqualByComparingTo(total(quoted, key));
    }
    assertThat(counter.calls("2204")).isEqualTo(uploads + 1);
    assertThat(counter.standing(bill)).hasSize(1);
  }

  @Test
  void aStayIsQuoted() {
    CounterStay stay = counter.stay(442);
    long quotes = counter.calls("2303");
    estimate(counter.submit(stay.bill, quote(stay.claim("Q442"))));
    assertThat(counter.calls("2303")).isEqualTo(quotes + 1);
  }

  @Test
  void aQuoteIsCancelled() {
    CounterBill bill = counter.bill(443);
    JsonNode quoted = estimate(counter.submit(bill, quote(bill.claim("Q443"))));
    Reply cancelled =
        counter.post(
            "/fhir/" + quoted.at("/request/reference").asText() + "/$cancel",
            CounterBill.counter("{\"name\":\"visit\",\"valueBoolean\":true}"));
    assertThat(settled(cancelled).get("status").asText()).isEqualTo("cancelled");
    assertThat(cancelled.json().get("disposition").asText()).contains("预结算已失效");
  }

  @Test
  void aPatientOfAnotherDistrictIsRefusedBeforeAnythingIsSent() {
    CounterBill bill = counter.bill(444);
    String elsewhere =
        CounterBill.create(
            counter.server(),
            counter.token(),
            """
            {"resourceType":"Coverage","status":"active","subscriberId":"%s",
             "beneficiary":{"reference":"Patient/%s"},
             "payor":[{"identifier":{"system":"https://fhir.xiangqiao.org/sid/insurance-district",
               "value":"990202"}}]}"""
                .formatted(bill.person.number(), bill.patient));
    int calls = counter.platform().calls().size();
    String claim = bill.claim("C444").replace("Coverage/" + bill.coverage, "Coverage/" + elsewhere);
    Reply reply = counter.submit(bill, claim);
    refused(reply, 422, "insurance-cross-district");
    assertThat(reply.body())
        .contains("990202", "不能为该参保地结算", "may not settle", "Coverage.payor.identifier");
    refused(counter.submit(bill, quote(claim)), 422, "insurance-cross-district");
    refused(
        counter.post(
            "/fhir/Encounter/" + bill.encounter + "/$insurance-register",
            bill.registration("\"reference\":\"Coverage/" + elsewhere + "\"")),
        422,
        "insurance-cross-district");
    CounterStay stay = counter.stay(445);
    refused(
        counter.submit(
            stay.bill,
            stay.claim("C445").replace("Coverage/" + stay.bill.coverage, "Coverage/" + elsewhere)),
        422,
        "insurance-cross-district");
    assertThat(counter.platform().calls()).hasSize(calls);
  }

  @Test
  void accidentsAndNewbornsWithoutANumberAreNotSupported() {
    CounterBill bill = counter.bill(446);
    int calls = counter.platform().calls().size();
    String claim = bill.claim("C446");
    String accident =
        claim.replace("\"careTeam\":", "\"accident\":{\"date\":\"2026-06-01\"},\"careTeam\":");
    refused(counter.submit(bill, accident), 422, "insurance-not-supported");
    refused(counter.submit(bill, quote(accident)), 422, "insurance-not-supported");

    String child =
        CounterBill.create(
            counter.server(),
            counter.token(),
            "{\"resourceType\":\"Patient\",\"gender\":\"female\",\"birthDate\":\"2026-05-30\"}");
    String unnumbered =
        CounterBill.create(
            counter.server(),
            counter.token(),
            """
            {"resourceType":"Coverage","status":"active",
             "beneficiary":{"reference":"Patient/%s"},
             "payor":[{"identifier":{"system":"https://fhir.xiangqiao.org/sid/insurance-district",
               "value":"%s"}}]}"""
                .formatted(child, CounterBill.DISTRICT));
    Reply newborn =
        counter.submit(bill, claim.replace("Coverage/" + bill.coverage, "Coverage/" + unnumbered));
    refused(newborn, 422, "insurance-not-supported");
    assertThat(newborn.body()).contains("Coverage.subscriberId", "新生儿");
    assertThat(counter.platform().calls()).hasSize(calls);
  }
}
