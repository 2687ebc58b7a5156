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

/** The month of a centre's village clinics, as its office asks for it. */
@ExtendWith(CounterServer.Shared.class)
class ClinicMonthDoorTest {

  private static final YearMonth MONTH = YearMonth.now(ZoneId.of("Asia/Shanghai"));
  private static final String MONTH_OF =
      "/fhir/Measure/$insurance-clinic-month?institution=" + CounterBill.CENTRE + "&month=";
  private static final String CLINIC = CounterBill.CLINICS.get(1);

  private final CounterServer counter;

  ClinicMonthDoorTest(CounterServer counter) {
    this.counter = counter;
  }

  private void settle(int sequence, String clinic) {
    CounterBill bill = counter.bill(sequence);
    settled(
        counter.submit(
            bill,
            bill.claim("C" + sequence)
                .replace(
                    "\"priority\":",
                    "\"facility\":{\"identifier\":{\"value\":\"" + clinic + "\"}},\"priority\":")));
  }

  @Test
  void aClinicsMonthIsReportedAndTabled() {
    settle(461, CLINIC);
    settle(462, CLINIC);
    Reply reply = counter.server().get(MONTH_OF + MONTH, counter.token());
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    JsonNode bundle = reply.json();
    assertThat(bundle.get("total").asInt()).isEqualTo(CounterBill.CLINICS.size());
    assertThat(bundle.get("entry")).hasSize(CounterBill.CLINICS.size());
    JsonNode report = bundle.at("/entry/1/resource");
    assertThat(report.at("/subject/identifier/value").asText()).isEqualTo(CLINIC);
    assertThat(report.at("/group/0/population/0/count").asInt()).isEqualTo(2);
    assertThat(report.at("/group/1/measureScore/value").decimalValue())
        .isEqualByComparingTo("140.00");
    assertThat(bundle.at("/entry/0/resource/group/0/population/0/count").asInt()).isZero();

    Reply table = counter.server().get(MONTH_OF + MONTH + "&as=csv", counter.token());
    assertThat(table.status()).isEqualTo(200);
    assertThat(table.header("Content-Type")).startsWith("text/csv");
    assertThat(table.body()).startsWith("\uFEFF月份,");
    assertThat(table.body().lines().toList()).hasSize(2);
    assertThat(table.body().lines().toList().get(1))
        .startsWith(MONTH + "," + CLINIC + ",村卫生室," + CounterBill.CENTRE + ",390,2,0,0,140.00,");
  }

  @Test
  void clinicsComeInPages() {
    JsonNode first = counter.server().get(MONTH_OF + "2026-01&limit=2", counter.token()).json();
    assertThat(first.get("entry")).hasSize(2);
    String next = first.at("/link/1/url").asText();
    assertThat(first.at("/link/1/relation").asText()).isEqualTo("next");
    Reply second = counter.server().get(next.substring(next.indexOf("/fhir/")), counter.token());
    assertThat(second.status()).as(second.toString()).isEqualTo(200);
    assertThat(second.json().get("entry")).hasSize(1);
    assertThat(second.json().get("link")).hasSize(1);
  }

  @Test
  void whatIsNotInOrderIsRefused() {
    refused(
        counter.server().get(MONTH_OF + "2099-01", counter.token()), 422, "insurance-incomplete");
    refused(counter.server().get(MONTH_OF + "June", counter.token()), 422, "insurance-incomplete");
    refused(
        counter.server().get(MONTH_OF + "2026-01&limit=0", counter.token()),
        422,
        "insurance-incomplete");
    refused(
        counter.server().get(MONTH_OF + "2026-01&as=pdf", counter.token()),
        422,
        "insurance-incomplete");
    refused(
        counter
            .server()
            .get(
                "/fhir/Measure/$insurance-clinic-month?institution=H00000000000&month=2026-01",
                counter.token()),
        422,
        "insurance-institution");
    String other = counter.token("system/Claim.cruds");
    assertThat(counter.server().get(MONTH_OF + "2026-01", other).status()).isEqualTo(403);
  }
}
