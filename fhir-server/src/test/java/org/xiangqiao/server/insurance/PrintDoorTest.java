package org.xiangqiao.server.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xiangqiao.server.insurance.CounterServer.refused;
import static org.xiangqiao.server.insurance.CounterServer.settled;

import com.fasterxml.jackson.databind.JsonNode;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xiangqiao.server.security.SecuredServer.Reply;
import org.xiangqiao.simulators.insurance.InsuranceFault;

/** What a counter and a ward print: the settlement slip and the day's list of a stay. */
@ExtendWith(CounterServer.Shared.class)
class PrintDoorTest {

  private final CounterServer counter;

  PrintDoorTest(CounterServer counter) {
    this.counter = counter;
  }

  private Reply slip(String response) {
    return get(slipPath(response));
  }

  private Reply get(String path) {
    return counter.server().get(path, counter.token());
  }

  private static Document page(Reply reply) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).startsWith("text/html");
    return Jsoup.parse(reply.body());
  }

  @Test
  void aSettlementIsPrintedAndAfterItsCancelSaysSo() {
    CounterBill bill = counter.bill(441);
    JsonNode response =
        settled(
            counter.submit(
                bill,
                bill.claim("C441")
                    .replace(
                        "\"code\":\"local1\"", "\"code\":\"local1\",\"display\":\"<b>药</b>\"")));
    String id = response.get("id").asText();
    Document page = page(slip(id));
    assertThat(page.select("#lines tbody tr")).hasSize(2);
    assertThat(page.select("#lines tbody tr:first-child td").eachText())
        .startsWith("<b>药</b>", "XJ01CAA040E001010801");
    assertThat(page.select("#lines b")).isEmpty();
    assertThat(page.select("#sums td").get(0).text()).isEqualTo("70.00");
    assertThat(page.select("#amounts").text()).contains("现金").doesNotContain("psn_");
    assertThat(page.text())
        .contains(response.at("/identifier/0/value").asText())
        .doesNotContain("已撤销", bill.person.certificate(), bill.person.number());
    assertThat(counter.server().get(slipPath(id), counter.token("system/Claim.rs")).status())
        .isEqualTo(403);

    settled(
        counter.post(
            "/fhir/" + response.at("/request/reference").asText() + "/$cancel",
            CounterBill.counter("{\"name\":\"visit\",\"valueBoolean\":false}")));
    refused(slip("none"), 404, "insurance-unknown");
    assertThat(page(slip(id)).select(".cancelled").text()).isEqualTo("已撤销");
  }

  @Test
  void whatWasSettledIsPrintedWhateverBecameOfTheClaim() {
    CounterBill bill = counter.bill(445);
    JsonNode response = settled(counter.submit(bill, bill.claim("C445")));
    String claim = response.at("/request/reference").asText();
    String changed =
        get("/fhir/" + claim).body().replace("\"code\":\"local1\"", "\"code\":\"other\"");
    assertThat(changed).contains("\"other\"");
    Reply put =
        counter
            .server()
            .send(
                "PUT",
                "/fhir/" + claim,
                changed,
                "Authorization",
                "Bearer " + counter.token(),
                "Content-Type",
                "application/fhir+json");
    assertThat(put.status()).as(put.toString()).isEqualTo(200);
    String slip = page(slip(response.get("id").asText())).text();
    assertThat(slip).doesNotContain("other");
  }

  private static String slipPath(String id) {
    return "/fhir/ClaimResponse/" + id + "/$insurance-slip";
  }

  @Test
  void whatIsNotSettledHasNoSlip() {
    CounterBill bill = counter.bill(442);
    counter.platform().faults(InsuranceFault.refuse("就诊凭证与人员编号不符").on("2207").times(1));
    Reply refused = counter.submit(bill, bill.claim("C442"));
    assertThat(refused.json().at("/outcome").asText()).isEqualTo("error");
    refused(slip(refused.json().get("id").asText()), 404, "insurance-unknown");
  }

  @Test
  void aDayOfAStayIsListedOnceHoweverOftenItsLinesWereHandedIn() {
    CounterStay stay = counter.stay(443);
    counter.post("/fhir/Claim/$insurance-details", stay.bill.handedIn(stay.claim("D443")));
    settled(counter.submit(stay.bill, stay.claim("C443")));

    String list = "/fhir/Encounter/" + stay.encounter + "/$insurance-daily-list?day=";
    JsonNode answer = get(list + "2026-06-01").json();
    assertThat(answer.at("/parameter"))
        .filteredOn(one -> one.at("/name").asText().equals("line"))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line.toString()).contains("ownShare", "unitPrice"));
    assertThat(answer.at("/parameter"))
        .filteredOn(one -> one.at("/name").asText().equals("total"))
        .singleElement()
        .satisfies(
            total ->
                assertThat(total.at("/valueMoney/value").decimalValue())
                    .isEqualByComparingTo("70.00"));

    Document page = page(get(list + "2026-06-01&page=true"));
    assertThat(page.select("#lines tbody tr")).hasSize(2);
    assertThat(page.select("#sums tr").last().text()).contains("当日合计", "70.00");
    assertThat(page.text()).doesNotContain(stay.bill.person.certificate());

    assertThat(page(get(list + "2026-06-02&page=true")).select("#lines tbody tr")).isEmpty();
    refused(get(list + "2026-06"), 422, "insurance-incomplete");
  }
}
