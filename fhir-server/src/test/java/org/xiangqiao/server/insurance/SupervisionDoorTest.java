package org.xiangqiao.server.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xiangqiao.server.insurance.CounterServer.settled;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xiangqiao.server.security.SecuredServer.Reply;

/** What the checks before money moves say at the counter. */
@ExtendWith(CounterServer.Shared.class)
class SupervisionDoorTest {

  private final CounterServer counter;

  SupervisionDoorTest(CounterServer counter) {
    this.counter = counter;
  }

  private static final String RULES =
      "https://fhir.xiangqiao.org/CodeSystem/insurance-supervision-rule";

  private JsonNode issues(JsonNode response) {
    return counter
        .server()
        .get(
            "/fhir/DetectedIssue?implicated=" + response.at("/request/reference").asText(),
            counter.token())
        .json();
  }

  /** Rules of the claim's DetectedIssues, and how severe each is. */
  private List<String> found(JsonNode response) {
    List<String> found = new ArrayList<>();
    for (JsonNode entry : issues(response).path("entry")) {
      JsonNode issue = entry.get("resource");
      assertThat(issue.at("/code/coding/0/system").asText()).isEqualTo(RULES);
      assertThat(issue.at("/meta/versionId").asText()).isEqualTo("1");
      found.add(
          issue.at("/code/coding/0/code").asText()
              + " "
              + issue.at("/severity").asText()
              + " "
              + issue.at("/evidence/0/code/0/coding/0/code").asText());
    }
    return found;
  }

  /** Drugs with their trace codes, as a clean bill has them. */
  private static String traced(String claim) {
    return claim.replace(
        "{\"url\":\"https://fhir.xiangqiao.org/StructureDefinition/charged-at\"",
        "{\"url\":\"https://fhir.xiangqiao.org/StructureDefinition/drug-trace-code\","
            + "\"valueString\":\"81234567890123456789\"},"
            + "{\"url\":\"https://fhir.xiangqiao.org/StructureDefinition/charged-at\"");
  }

  private static String item(String claim, String code) {
    return claim.replace("XJ01CAA040E001010801", code);
  }

  private static JsonNode refusedBy(Reply reply, String rule, String place) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    JsonNode response = reply.json();
    assertThat(response.get("outcome").asText()).as(reply.toString()).isEqualTo("error");
    assertThat(response.get("disposition").asText()).contains("审核未通过");
    assertThat(response.get("error"))
        .anySatisfy(
            error -> {
              assertThat(error.at("/code/coding/0/system").asText()).isEqualTo(RULES);
              assertThat(error.at("/code/coding/0/code").asText()).isEqualTo(rule);
              assertThat(error.at("/code/text").asText()).startsWith(place + ": ");
            });
    return response;
  }

  @Test
  void aBillThatDoesNotAddUpIsRefusedBeforeAnythingIsSent() {
    CounterBill bill = counter.bill(411);
    int calls = counter.platform().calls().size();
    String claim = traced(bill.claim("C411")).replace("{\"value\":30.00", "{\"value\":31.00");
    Reply first = counter.submit(bill, claim);
    JsonNode response = refusedBy(first, "arithmetic", "Claim.item[0].net");
    assertThat(first.body())
        .contains("应为 30", "请核对数量", "the amount should be 30", "Correct quantity", "Claim.total");
    assertThat(counter.platform().calls()).hasSize(calls);
    List<String> found = found(response);
    assertThat(found)
        .containsExactlyInAnyOrder(
            "arithmetic high Claim.item[0].net", "arithmetic high Claim.total");
    String detail = issues(response).at("/entry/0/resource/detail").asText();
    assertThat(detail).contains("依据：医疗保障基金使用监督管理条例", "Legal base: Order 735", "What to do:");

    JsonNode again = refusedBy(counter.submit(bill, claim), "arithmetic", "Claim.item[0].net");
    assertThat(again.get("id")).isEqualTo(response.get("id"));
    assertThat(found(again)).containsExactlyInAnyOrderElementsOf(found);
    assertThat(counter.platform().calls()).hasSize(calls);
  }

  @Test
  void aCountyRefusesWhereOthersWarnAndSwitchesRulesOff() {
    CounterBill bill = counter.bill(412);
    int calls = counter.platform().calls().size();
    String dear = item(traced(bill.claim("C412")), "XEX-TABLET-5");
    refusedBy(
        counter.submit(
            bill,
            dear.replace("{\"value\":10.00", "{\"value\":13.00")
                .replace("{\"value\":30.00", "{\"value\":39.00")
                .replace("{\"value\":70.00", "{\"value\":79.00")),
        "above-price-limit",
        "Claim.item[0].unitPrice");
    assertThat(counter.platform().calls()).hasSize(calls);

    JsonNode forChildren =
        settled(counter.submit(bill, item(traced(bill.claim("C413")), "XEX-CHILD")));
    assertThat(found(forChildren)).isEmpty();
    assertThat(counter.standing(bill)).hasSize(1);
  }

  @Test
  void whatIsDoubtfulIsSettledAndToldOnce() {
    CounterBill bill = counter.bill(414);
    JsonNode plain = settled(counter.submit(bill, traced(bill.claim("C414"))));
    assertThat(found(plain)).isEmpty();

    died(bill, "2026-05-30");
    admitted(bill, "cancelled", "2026-05-01");
    String claim = bill.claim("C415");
    JsonNode response = settled(counter.submit(bill, claim));
    List<String> found = found(response);
    assertThat(found)
        .containsExactlyInAnyOrder(
            "missing-trace-code moderate Claim.item[0].udi",
            "missing-trace-code moderate Claim.item[1].udi",
            "duplicate-charge moderate Claim.item[0].productOrService",
            "duplicate-charge moderate Claim.item[1].productOrService",
            "visit-after-death moderate Claim.item[0].serviced");
    assertThat(response.get("processNote"))
        .filteredOn(note -> note.at("/text").asText().startsWith("[visit-after-death]"))
        .singleElement()
        .satisfies(
            note ->
                assertThat(note.at("/text").asText())
                    .contains("死亡日期", "第四十条", "article 40", "Find out who came"));

    JsonNode again = settled(counter.submit(bill, claim));
    assertThat(again.at("/meta/versionId")).isEqualTo(response.at("/meta/versionId"));
    assertThat(found(again)).containsExactlyInAnyOrderElementsOf(found);
    assertThat(counter.standing(bill)).hasSize(2);
  }

  @Test
  void aBillOfSomebodyWhoLiesInHospitalIsTold() {
    CounterBill bill = counter.bill(416);
    admitted(bill, "in-progress", "2026-05-30");
    assertThat(found(settled(counter.submit(bill, traced(bill.claim("C416"))))))
        .containsExactly("outpatient-during-stay moderate Claim.item[0].serviced");
  }

  private void died(CounterBill bill, String day) {
    Reply changed =
        counter
            .server()
            .send(
                "PUT",
                "/fhir/Patient/" + bill.patient,
                """
            {"resourceType":"Patient","id":"%s","gender":"female","birthDate":"1970-01-01",
             "name":[{"family":"测试","given":["居民"]}],"deceasedDateTime":"%s"}"""
                    .formatted(bill.patient, day),
                "Authorization",
                "Bearer " + counter.token(),
                "Content-Type",
                "application/fhir+json");
    assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
  }

  private void admitted(CounterBill bill, String status, String day) {
    Reply created =
        counter
            .server()
            .post(
                "/fhir/Encounter",
                """
            {"resourceType":"Encounter","status":"%s",
             "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"IMP"},
             "subject":{"reference":"Patient/%s"},"period":{"start":"%sT08:00:00+08:00"}}"""
                    .formatted(status, bill.patient, day),
                counter.token());
    assertThat(created.status()).as(created.toString()).isEqualTo(201);
  }
}
