package org.xiangqiao.server.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.xiangqiao.server.insurance.CounterServer.refused;
import static org.xiangqiao.server.insurance.CounterServer.settled;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xiangqiao.server.security.SecuredServer.Reply;

/** The settlement list of a stay, as cashier and coder call it. */
@ExtendWith(CounterServer.Shared.class)
class SettlementListDoorTest {

  private final CounterServer counter;

  SettlementListDoorTest(CounterServer counter) {
    this.counter = counter;
  }

  private String settle(CounterStay stay, String identifier) {
    Reply admitted =
        counter
            .server()
            .post(
                "/fhir/Encounter/" + stay.encounter + "/$insurance-register",
                stay.bill.registration("\"reference\":\"Coverage/" + stay.bill.coverage + "\""),
                counter.token());
    assertThat(admitted.status()).as(admitted.toString()).isEqualTo(200);
    return settled(counter.submit(stay.bill, stay.claim(identifier)))
        .at("/request/reference")
        .asText();
  }

  private Reply list(String claim, String... parameters) {
    return counter
        .server()
        .post(
            "/fhir/" + claim + "/$insurance-settlement-list",
            "{\"resourceType\":\"Parameters\",\"parameter\":["
                + String.join(",", parameters)
                + "]}",
            counter.token());
  }

  private static String text(String name, String value) {
    return "{\"name\":\"%s\",\"valueString\":\"%s\"}".formatted(name, value);
  }

  private static String field(String key, String value) {
    return "{\"name\":\"field\",\"part\":[{\"name\":\"key\",\"valueCode\":\"%s\"},%s]}"
        .formatted(key, text("value", value));
  }

  private static String state(Reply reply) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return reply.json().at("/parameter/0/valueCode").asText();
  }

  private static String parameter(Reply reply, String name) {
    for (JsonNode parameter : reply.json().get("parameter")) {
      if (parameter.get("name").asText().equals(name)) {
        return parameter.at("/valueReference/reference").asText();
      }
    }
    return "";
  }

  @Test
  void aStaysListGoesUpWhenInvoiceAndCoderAreThere() {
    CounterStay stay = counter.stay(461);
    String claim = settle(stay, "C461");
    long before = counter.calls("4101A");
    assertThat(state(list(claim))).isEqualTo("waiting-invoice");
    assertThat(
            state(list(claim, text("invoiceCode", "99060126"), text("invoiceNumber", "0000461"))))
        .isEqualTo("waiting-coder");
    refused(list(claim, field("no_such", "1")), 422, "insurance-incomplete");
    refused(
        list(
            claim, "{\"name\":\"field\",\"part\":[{\"name\":\"key\",\"valueCode\":\"medcasno\"}]}"),
        422,
        "insurance-incomplete");
    assertThat(counter.calls("4101A")).isEqualTo(before);

    assertThat(
            state(
                list(
                    claim,
                    text("coder", "钱编码"),
                    text("department", "病案室"),
                    field("medcasno", "BA461"),
                    "{\"name\":\"row\",\"part\":["
                        + "{\"name\":\"node\",\"valueCode\":\"bldinfo\"},"
                        + field("bld_cat", "1")
                        + ","
                        + field("bld_amt", "200")
                        + "]}")))
        .isEqualTo("queued");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> state(list(claim)).equals("booked") && shown(claim).equals("completed"));
    assertThat(counter.calls("4101A")).isEqualTo(before + 1);
    List<String> lists =
        counter.platform().settlementLists().values().stream().flatMap(List::stream).toList();
    assertThat(lists)
        .anyMatch(
            sent -> sent.contains("\"medcasno\":\"BA461\"") && sent.contains("\"bld_amt\":200"));
    refused(list(claim, text("coder", "另一人")), 409, "insurance-list-sent");
  }

  private String shown(String claim) {
    String task = parameter(list(claim), "task");
    return task.isEmpty()
        ? ""
        : counter.server().get("/fhir/" + task, counter.token()).json().get("status").asText();
  }

  @Test
  void aVisitHasNone() {
    CounterBill visit = counter.bill(462);
    String claim =
        settled(counter.submit(visit, visit.claim("C462"))).at("/request/reference").asText();
    refused(list(claim), 422, "insurance-no-list");
    refused(list(claim, text("afterLoss", "perhaps")), 422, "insurance-incomplete");
  }
}
