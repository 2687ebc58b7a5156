package org.xiangqiao.server.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xiangqiao.server.insurance.CounterServer.refused;
import static org.xiangqiao.server.insurance.CounterServer.settled;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.YearMonth;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xiangqiao.server.security.SecuredServer.Reply;
import org.xiangqiao.simulators.insurance.InsuranceCall;

/** A village clinic (村卫生室) that settles under its own code, from the bill to the month's report. */
@ExtendWith(CountyServer.Shared.class)
class OwnCodeClinicDoorTest {

  private static final YearMonth MONTH = YearMonth.now(ZoneId.of("Asia/Shanghai"));
  private static final String CLINIC = CountyServer.CLINIC;

  private final CountyServer county;
  private final CounterServer counter;

  OwnCodeClinicDoorTest(CountyServer county) {
    this.county = county;
    this.counter = county.counter();
  }

  private JsonNode report() {
    Reply reply =
        counter
            .server()
            .get(
                "/fhir/Measure/$insurance-clinic-month?institution="
                    + CounterBill.CENTRE
                    + "&month="
                    + MONTH,
                counter.token());
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    for (JsonNode entry : reply.json().get("entry")) {
      if (entry.at("/resource/subject/identifier/value").asText().equals(CLINIC)) {
        return entry.get("resource");
      }
    }
    throw new AssertionError("no report of the clinic: " + reply);
  }

  private Reply reconcile(String institution) {
    return counter.post(
        "/fhir/PaymentReconciliation/$insurance-reconcile",
        """
        {"resourceType":"Parameters","parameter":[
          {"name":"institution","valueString":"%s"},{"name":"day","valueDate":"%s"}]}"""
            .formatted(institution, counter.platform().today()));
  }

  @Test
  void itsBillsAreItsOwnAtThePlatformInTheBooksAndInTheMonth() {
    CounterBill stands = county.bill(741, CLINIC);
    CounterBill taken = county.bill(742, CLINIC);
    CounterBill centres = county.bill(743, CounterBill.CENTRE);
    settled(counter.submit(stands, stands.claim("C741")));
    JsonNode cancelled = settled(counter.submit(taken, taken.claim("C742")));
    settled(counter.submit(centres, centres.claim("C743")));
    settled(
        counter.post(
            "/fhir/" + cancelled.at("/request/reference").asText() + "/$cancel",
            CounterBill.counter("{\"name\":\"visit\",\"valueBoolean\":true}")));

    assertThat(counter.standing(stands))
        .singleElement()
        .satisfies(one -> assertThat(one.institution()).isEqualTo(CLINIC));
    assertThat(counter.standing(taken)).isEmpty();
    // Its operators are signed in for it, and not for the centre.
    assertThat(counter.platform().calls())
        .filteredOn(call -> call.infno().equals("9001"))
        .extracting(InsuranceCall::institution)
        .contains(CLINIC, CounterBill.CENTRE);
    assertThat(
            counter
                .server()
                .jdbc()
                .queryForList(
                    "select distinct institution || ' ' || clinic from insurance_booking"
                        + " where clinic is not null",
                    String.class))
        .containsExactly(CLINIC + " " + CLINIC);

    JsonNode month = report();
    assertThat(month.at("/reporter/identifier/value").asText()).isEqualTo(CounterBill.CENTRE);
    assertThat(month.at("/group/0/population/0/count").asInt()).isEqualTo(2);
    assertThat(month.at("/group/0/population/1/count").asInt()).isEqualTo(1);
    assertThat(month.at("/group/1/measureScore/value").decimalValue())
        .isEqualByComparingTo("70.00");
    Reply table =
        counter
            .server()
            .get(
                "/fhir/Measure/$insurance-clinic-month?as=csv&institution="
                    + CounterBill.CENTRE
                    + "&month="
                    + MONTH,
                counter.token());
    assertThat(table.body().lines().toList())
        .hasSize(2)
        .element(1)
        .asString()
        .startsWith(MONTH + "," + CLINIC + ",村卫生室," + CounterBill.CENTRE + ",390,2,1,0,70.00,");

    // Both books agree, the clinic's by itself.
    for (String institution : new String[] {CLINIC, CounterBill.CENTRE}) {
      Reply done = reconcile(institution);
      assertThat(done.status()).as(done.toString()).isEqualTo(200);
      assertThat(done.json().at("/parameter/0/valueCode").asText())
          .as(done.toString())
          .isEqualTo("balanced");
    }
  }

  @Test
  void aBillThatNamesItButIsOfAVisitToTheCentreIsRefused() {
    CounterBill bill = county.bill(744, CounterBill.CENTRE);
    int calls = counter.platform().calls().size();
    Reply reply =
        counter.submit(
            bill,
            bill.claim("C744")
                .replace(
                    "\"priority\":",
                    "\"facility\":{\"identifier\":{\"value\":\"" + CLINIC + "\"}},\"priority\":"));
    refused(reply, 422, "insurance-institution");
    assertThat(reply.json().at("/issue/0/expression/0").asText()).isEqualTo("Claim.facility");
    assertThat(counter.platform().calls()).hasSize(calls);
    assertThat(county.state("C744")).isEmpty();
  }
}
