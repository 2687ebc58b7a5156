package org.xiangqiao.server.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xiangqiao.server.insurance.CounterServer.refused;
import static org.xiangqiao.server.insurance.CounterServer.settled;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xiangqiao.server.security.SecuredServer.Reply;

/** A stay from its admission to its settlement and back, as a counter calls it. */
@ExtendWith(CounterServer.Shared.class)
class StayDoorTest {

  private final CounterServer counter;

  StayDoorTest(CounterServer counter) {
    this.counter = counter;
  }

  @Test
  void aStayIsAdmittedChargedBeforeItsBillSettledAndTakenBack() {
    CounterStay stay = counter.stay(422);
    Map<String, Long> before = calls();
    Reply admitted =
        counter
            .server()
            .post(
                "/fhir/Encounter/" + stay.encounter + "/$insurance-register",
                stay.bill.registration("\"reference\":\"Coverage/" + stay.bill.coverage + "\""),
                counter.token());
    assertThat(admitted.status()).as(admitted.toString()).isEqualTo(200);
    assertThat(admitted.json().at("/parameter/0/valueCode").asText()).isEqualTo("booked");

    Reply uploaded =
        counter
            .server()
            .post(
                "/fhir/Claim/$insurance-details",
                CounterBill.counter(
                    "{\"name\":\"resource\",\"resource\":" + stay.claim("D422") + "}"),
                counter.token());
    JsonNode priced = uploaded.json();
    assertThat(priced.get("outcome").asText()).as(uploaded.toString()).isEqualTo("partial");
    assertThat(priced.get("item")).hasSize(2);
    assertThat(priced.has("total")).isFalse();

    JsonNode first = settled(counter.submit(stay.bill, stay.claim("C422")));
    assertThat(first.at("/identifier/0/system").asText())
        .isEqualTo("https://fhir.xiangqiao.org/sid/insurance-settlement");
    assertThat(counter.platform().judge().standing())
        .filteredOn(one -> one.localNumber().equals("ZY" + stay.bill.person.number()))
        .hasSize(1);
    assertThat(calls()).isEqualTo(onceMore(before, "2301", "2402", "2304"));
    refused(
        counter
            .server()
            .post(
                "/fhir/Claim/$insurance-details",
                stay.bill.handedIn(stay.bill.claim("D423")),
                counter.token()),
        422,
        "insurance-not-supported");

    Reply cancelled =
        counter
            .server()
            .post(
                "/fhir/" + first.at("/request/reference").asText() + "/$cancel",
                CounterBill.counter("{\"name\":\"visit\",\"valueBoolean\":true}"),
                counter.token());
    assertThat(settled(cancelled).get("status").asText()).isEqualTo("cancelled");
    assertThat(calls())
        .isEqualTo(onceMore(before, "2301", "2402", "2304", "2305", "2405", "2302", "2404"));
  }

  /** Of the steps that this stay takes or takes back. */
  private Map<String, Long> calls() {
    return Stream.of("2301", "2402", "2304", "2305", "2405", "2302", "2404", "2601")
        .collect(Collectors.toMap(Function.identity(), counter::calls));
  }

  private static Map<String, Long> onceMore(Map<String, Long> before, String... transactions) {
    Map<String, Long> after = new HashMap<>(before);
    for (String transaction : transactions) {
      after.merge(transaction, 1L, Long::sum);
    }
    return after;
  }
}
