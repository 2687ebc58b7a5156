package org.xiangqiao.server.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xiangqiao.server.insurance.CounterServer.refused;
import static org.xiangqiao.server.insurance.CounterServer.settled;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xiangqiao.server.security.SecuredServer;
import org.xiangqiao.server.security.SecuredServer.Reply;
import org.xiangqiao.server.security.TestClient;
import org.xiangqiao.simulators.insurance.InsuranceFault;
import org.xiangqiao.simulators.insurance.InsuranceFault.Kind;
import org.xiangqiao.simulators.insurance.InsuranceFault.Point;
import org.xiangqiao.simulators.insurance.SeededHit;

/**
 * What a counter is told where the platform audits bills, and where an institution is another's.
 */
class AuditDoorTest {

  private static final String RULES =
      "https://fhir.xiangqiao.org/CodeSystem/insurance-platform-rule";
  private static final String AUDITS =
      """
      audits:
        '3101': {hit: refuse, values: {syscode: HIS}}
        '3102': {values: {syscode: HIS}}
      """;
  private static final TestClient STRANGER = TestClient.es384("stranger");

  private static CounterServer counter;

  @BeforeAll
  static void open() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.putAll(SecuredServer.client(1, STRANGER, 1, CounterServer.SCOPES));
    settings.put("xiangqiao.clients[1].organization", "township-2");
    settings.put(
        "xiangqiao.insurance.institutions." + CounterBill.CENTRE + ".organizations[0]",
        "township-1");
    counter = new CounterServer(AUDITS, settings);
  }

  @AfterAll
  static void close() {
    counter.close();
  }

  @AfterEach
  void clear() {
    counter.platform().audits().seed(List.of());
    counter.platform().faults();
  }

  private JsonNode issues(JsonNode response) {
    return counter
        .server()
        .get(
            "/fhir/DetectedIssue?code="
                + RULES
                + "%7C&implicated="
                + response.at("/request/reference").asText(),
            counter.token())
        .json();
  }

  @Test
  void aHitBeforeTheChargesRefusesWithThePlatformsRule() {
    CounterBill bill = counter.bill(471);
    seed(new SeededHit("3101", "XJ01CAA040E001010802", "R0101", "超量开药", "超过七日用量"));

    Reply reply = counter.submit(bill, bill.claim("C471"));

    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    JsonNode response = reply.json();
    assertThat(response.get("outcome").asText()).isEqualTo("error");
    assertThat(response.get("disposition").asText()).contains("医保平台明细审核未通过");
    assertThat(response.get("error"))
        .filteredOn(error -> error.at("/code/coding/0/system").asText().equals(RULES))
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.at("/code/coding/0/code").asText()).isEqualTo("R0101");
              assertThat(error.at("/code/text").asText())
                  .startsWith("Claim.item[1]: ")
                  .contains("超过七日用量");
            });
    assertThat(counter.standing(bill)).isEmpty();
    JsonNode found = issues(response);
    assertThat(found.path("entry")).hasSize(1);
    assertThat(found.at("/entry/0/resource/severity").asText()).isEqualTo("high");

    counter.platform().audits().seed(List.of());
    JsonNode again = settled(counter.submit(bill, bill.claim("C471")));
    assertThat(again.get("id")).isEqualTo(response.get("id"));
    assertThat(issues(again).at("/entry/0/resource/status").asText()).isEqualTo("cancelled");
    assertThat(counter.standing(bill)).hasSize(1);
  }

  @Test
  void aHitBeforeTheSettlementIsANote() {
    CounterBill bill = counter.bill(472);
    seed(new SeededHit("3102", "", "R0202", "分解收费", "疑似分解"));

    JsonNode response = settled(counter.submit(bill, bill.claim("C472")));

    assertThat(response.get("processNote"))
        .anySatisfy(
            note -> assertThat(note.get("text").asText()).contains("[R0202] Claim: ", "疑似分解"));
    assertThat(issues(response).at("/entry/0/resource/severity").asText()).isEqualTo("moderate");
  }

  @Test
  void noAnswerIsANote() {
    CounterBill bill = counter.bill(473);
    counter.platform().faults(InsuranceFault.of(Kind.DROP, Point.BEFORE).on("3102"));

    JsonNode response = settled(counter.submit(bill, bill.claim("C473")));

    assertThat(response.get("processNote"))
        .anySatisfy(note -> assertThat(note.get("text").asText()).contains("未在时限内答复明细审核（3102）"));
    assertThat(counter.standing(bill)).hasSize(1);
  }

  @Test
  void claimsOfAnInstitutionAreNotTakenFromAnothersClient() {
    CounterBill bill = counter.bill(474);
    String strange = counter.server().token(STRANGER, CounterServer.SCOPES);
    int calls = counter.platform().calls().size();

    Reply claimed =
        counter.server().post("/fhir/Claim/$submit", bill.handedIn(bill.claim("C474")), strange);
    refused(claimed, 403, "insurance-foreign");
    assertThat(claimed.json().at("/issue/0/code").asText()).isEqualTo("forbidden");
    refused(
        counter
            .server()
            .post(
                "/fhir/Encounter/" + bill.encounter + "/$insurance-register",
                bill.registration("\"reference\":\"Coverage/" + bill.coverage + "\""),
                strange),
        403,
        "insurance-foreign");
    refused(
        counter
            .server()
            .post(
                "/fhir/Claim/$submit",
                bill.handedIn(FilingDoorTest.disease(bill, "D474")),
                strange),
        403,
        "insurance-foreign");
    assertThat(counter.platform().calls()).hasSize(calls);
    assertThat(
            counter
                .server()
                .get("/fhir/Claim?identifier=urn:emr:claim%7CC474", counter.token())
                .json()
                .path("entry"))
        .isEmpty();

    settled(counter.submit(bill, bill.claim("C474")));
  }

  private static void seed(SeededHit hit) {
    counter.platform().audits().seed(List.of(hit));
  }
}
