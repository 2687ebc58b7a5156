package org.xiangqiao.server.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xiangqiao.server.insurance.CounterServer.refused;
import static org.xiangqiao.server.insurance.CounterServer.settled;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xiangqiao.server.security.SecuredServer.Reply;
import org.xiangqiao.simulators.insurance.InsuranceFault;

/** A resident who was registered and left: the registration is taken back without a bill. */
@ExtendWith(CounterServer.Shared.class)
class UnregisterDoorTest {

  private final CounterServer counter;

  UnregisterDoorTest(CounterServer counter) {
    this.counter = counter;
  }

  private Reply register(CounterBill bill) {
    return counter.post(
        "/fhir/Encounter/" + bill.encounter + "/$insurance-register",
        bill.registration("\"reference\":\"Coverage/" + bill.coverage + "\""));
  }

  private Reply unregister(String encounter) {
    return counter.server().post(path(encounter), workstation(), counter.token());
  }

  private static String path(String encounter) {
    return "/fhir/Encounter/" + encounter + "/$insurance-unregister";
  }

  private static String workstation() {
    return CounterBill.counter("{\"name\":\"operatorType\",\"valueCode\":\"1\"}");
  }

  private static String state(Reply reply) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return reply.json().at("/parameter/0/valueCode").asText();
  }

  @Test
  void aVisitIsTakenBackOnce() {
    CounterBill bill = counter.bill(481);
    assertThat(state(register(bill))).isEqualTo("booked");
    long before = counter.calls("2202");
    assertThat(state(unregister(bill.encounter))).isEqualTo("cancelled-not-resettled");
    assertThat(state(unregister(bill.encounter))).isEqualTo("cancelled-not-resettled");
    assertThat(counter.calls("2202")).isEqualTo(before + 1);

    // The resident comes back.
    assertThat(state(register(bill))).isEqualTo("booked");
    assertThat(state(unregister(bill.encounter))).isEqualTo("cancelled-not-resettled");
    assertThat(counter.calls("2202")).isEqualTo(before + 2);
  }

  @Test
  void whatAClaimHasRegisteredAgainIsTakenBackToo() {
    CounterBill bill = counter.bill(485);
    assertThat(state(register(bill))).isEqualTo("booked");
    assertThat(state(unregister(bill.encounter))).isEqualTo("cancelled-not-resettled");
    JsonNode response = settled(counter.submit(bill, bill.claim("C485")));
    settled(
        counter.post(
            "/fhir/" + response.at("/request/reference").asText() + "/$cancel",
            CounterBill.counter("{\"name\":\"visit\",\"valueBoolean\":false}")));
    long before = counter.calls("2202");
    assertThat(state(unregister(bill.encounter))).isEqualTo("cancelled-not-resettled");
    assertThat(counter.calls("2202")).isEqualTo(before + 1);
  }

  @Test
  void anAdmissionIsTakenBack() {
    CounterStay stay = counter.stay(482);
    assertThat(
            state(
                counter.post(
                    "/fhir/Encounter/" + stay.encounter + "/$insurance-register",
                    stay.bill.registration(
                        "\"reference\":\"Coverage/" + stay.bill.coverage + "\""))))
        .isEqualTo("booked");
    long before = counter.calls("2404");
    assertThat(state(unregister(stay.encounter))).isEqualTo("cancelled-not-resettled");
    assertThat(counter.calls("2404")).isEqualTo(before + 1);
  }

  @Test
  void whatThePlatformRefusesIsToldInItsWords() {
    CounterBill bill = counter.bill(483);
    counter.platform().faults(InsuranceFault.refuse("人员已停保").on("2201").times(1));
    Reply refused = register(bill);
    assertThat(state(refused)).isEqualTo("refused");
    assertThat(refused.body()).contains("\"message\"", "人员已停保");
    assertThat(state(register(bill))).isEqualTo("booked");

    counter.platform().faults(InsuranceFault.refuse("已上传费用，不能退号").on("2202").times(1));
    Reply kept = unregister(bill.encounter);
    assertThat(state(kept)).isEqualTo("booked");
    assertThat(kept.body()).contains("已上传费用，不能退号");
    assertThat(state(unregister(bill.encounter))).isEqualTo("cancelled-not-resettled");
  }

  @Test
  void aVisitWithABillIsNot() {
    CounterBill bill = counter.bill(484);
    settled(counter.submit(bill, bill.claim("C484")));
    long before = counter.calls("2202");
    refused(unregister(bill.encounter), 409, "insurance-other-bills");
    refused(unregister("none"), 404, "insurance-unknown");
    assertThat(
            counter
                .server()
                .post(path(bill.encounter), workstation(), counter.token("system/*.rs"))
                .status())
        .isEqualTo(403);
    assertThat(counter.calls("2202")).isEqualTo(before);
    assertThat(counter.standing(bill)).hasSize(1);
  }
}
