package org.xiangqiao.server.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.xiangqiao.server.insurance.CounterServer.named;
import static org.xiangqiao.server.insurance.CounterServer.refused;
import static org.xiangqiao.server.insurance.CounterServer.settled;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xiangqiao.server.security.SecuredServer.Reply;
import org.xiangqiao.simulators.insurance.InsuranceFault;

/** A visit from its registration to its settlement and back, as a counter calls it. */
@ExtendWith(CounterServer.Shared.class)
class SubmitDoorTest {

  private static final String STATES =
      "https://fhir.xiangqiao.org/CodeSystem/insurance-booking-state";

  private final CounterServer counter;

  SubmitDoorTest(CounterServer counter) {
    this.counter = counter;
  }

  @Test
  void aVisitIsRegisteredItsClaimSettledOnceAndTakenBack() {
    CounterBill bill = counter.bill(401);
    Reply registered =
        counter
            .server()
            .post(
                "/fhir/Encounter/" + bill.encounter + "/$insurance-register",
                bill.registration("\"reference\":\"Coverage/" + bill.coverage + "\""),
                counter.token());
    assertThat(registered.status()).as(registered.toString()).isEqualTo(200);
    assertThat(registered.json().at("/parameter/0/valueCode").asText()).isEqualTo("booked");
    assertThat(registered.json().at("/parameter/1/valueIdentifier/value").asText()).isNotBlank();

    JsonNode first = settled(counter.submit(bill, bill.claim("C401")));
    assertThat(first.get("total"))
        .anySatisfy(
            total -> {
              assertThat(total.at("/category/coding/0/code").asText()).isEqualTo("medfee_sumamt");
              assertThat(total.at("/amount/value").decimalValue()).isEqualByComparingTo("70.00");
            });
    Reply second = counter.submit(bill, bill.claim("C401"));
    JsonNode again = settled(second);
    assertThat(again.get("id")).isEqualTo(first.get("id"));
    assertThat(again.at("/meta/versionId")).isEqualTo(first.at("/meta/versionId"));
    assertThat(second.body()).doesNotContain(bill.person.certificate());
    assertThat(counter.standing(bill)).hasSize(1);

    Reply other =
        counter.submit(
            bill,
            bill.claim("C401").replace("\"quantity\":{\"value\":3}", "\"quantity\":{\"value\":4}"));
    refused(other, 409, "insurance-other-content");
    assertThat(other.body()).contains("该结算申请编号已提交过", "A claim of this identifier came before");

    Reply explained =
        counter
            .server()
            .get("/fhir/ExplanationOfBenefit/" + first.get("id").asText(), counter.token());
    assertThat(explained.json().at("/status").asText()).isEqualTo("active");
    assertThat(explained.json().at("/total")).hasSameSizeAs(first.get("total"));

    String claim = first.at("/request/reference").asText();
    Reply cancelled =
        counter
            .server()
            .post(
                "/fhir/" + claim + "/$cancel",
                CounterBill.counter("{\"name\":\"visit\",\"valueBoolean\":true}"),
                counter.token());
    assertThat(settled(cancelled).get("status").asText()).isEqualTo("cancelled");
    assertThat(counter.standing(bill)).isEmpty();
  }

  @Test
  void whatIsMissingIsNamedAndNothingSent() {
    CounterBill bill = counter.bill(402);
    String claim = bill.claim("C402");
    int calls = counter.platform().calls().size();
    named(
        counter.submit(bill, claim.replace("Coverage/" + bill.coverage, "Coverage/none")),
        "Coverage");
    named(
        counter.submit(bill, claim.replace("\"focal\":true", "\"focal\":false")),
        "Claim.insurance.coverage");
    named(
        counter.submit(bill, claim.replace("\"value\":\"C402\"", "\"use\":\"usual\"")),
        "Claim.identifier");
    String register = "/fhir/Encounter/" + bill.encounter + "/$insurance-register";
    named(
        counter
            .server()
            .post(
                register,
                bill.registration("\"identifier\":{\"value\":\"" + "1\"}"),
                counter.token()),
        "Parameters.parameter.where(name='coverage').value.reference");
    named(
        counter
            .server()
            .post(
                register,
                bill.registration("\"reference\":\"Encounter/" + bill.encounter + "\""),
                counter.token()),
        "Parameters.parameter.where(name='coverage').value.reference");
    named(
        counter
            .server()
            .post(
                "/fhir/Claim/$submit",
                bill.handedIn("{\"resourceType\":\"Basic\"}"),
                counter.token()),
        "Parameters.parameter.where(name='resource').resource");
    refused(
        counter
            .server()
            .post(
                "/fhir/Claim/none/$cancel",
                CounterBill.counter("{\"name\":\"visit\",\"valueBoolean\":false}"),
                counter.token()),
        404,
        "insurance-unknown");
    assertThat(counter.platform().calls()).hasSize(calls);
  }

  @Test
  void withoutTheScopeNothingIsDone() {
    CounterBill bill = counter.bill(403);
    int calls = counter.platform().calls().size();
    String reader = counter.token("system/*.rs");
    String claim = bill.handedIn(bill.claim("C403"));
    assertThat(counter.server().post("/fhir/Claim/$submit", claim, reader).status()).isEqualTo(403);
    String blind = counter.token("system/Claim.cruds");
    assertThat(counter.server().post("/fhir/Claim/$submit", claim, blind).status()).isEqualTo(403);
    String register = bill.registration("\"reference\":\"Coverage/" + bill.coverage + "\"");
    String visit = "/fhir/Encounter/" + bill.encounter + "/$insurance-register";
    assertThat(counter.server().post(visit, register, reader).status()).isEqualTo(403);
    String cancel = CounterBill.counter("{\"name\":\"visit\",\"valueBoolean\":false}");
    assertThat(counter.server().post("/fhir/Claim/none/$cancel", cancel, reader).status())
        .isEqualTo(403);
    assertThat(counter.platform().calls()).hasSize(calls);
  }

  @Test
  void whatIsNotedOfSettlementsIsErasedWithTheResident() {
    CounterBill bill = counter.bill(421);
    settled(counter.submit(bill, bill.claim("C421")));
    String noted =
        "select count(*) from insurance_step s join insurance_case c using (tenant_id, case_id)"
            + " where c.resource_id = '"
            + bill.encounter
            + "' or c.business_key like '%C421'";
    assertThat(counter.server().jdbc().queryForObject(noted, Long.class)).isEqualTo(4);
    Integer persons =
        counter
            .server()
            .jdbc()
            .queryForObject("select count(*) from insurance_person", Integer.class);

    String expunge = "/fhir/Patient/" + bill.patient + "/$expunge?compartment=true";
    Reply answer;
    do {
      answer =
          counter
              .server()
              .send("POST", expunge, null, "Authorization", "Bearer " + counter.token());
      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    } while (answer.body().contains("\"name\":\"more\",\"valueBoolean\":true"));
    assertThat(counter.server().jdbc().queryForObject(noted, Long.class)).isZero();
    assertThat(
            counter
                .server()
                .jdbc()
                .queryForObject(
                    "select count(*) from insurance_case where resource_id = ?",
                    Long.class,
                    bill.encounter))
        .isZero();
    assertThat(
            counter
                .server()
                .jdbc()
                .queryForObject("select count(*) from insurance_person", Integer.class))
        .isEqualTo(persons - 1);
  }

  @Test
  void anAnswerLostAfterBookingIsAdopted() {
    CounterBill bill = counter.bill(404);
    long reversals = counter.calls("2601");
    counter.platform().faults(InsuranceFault.dropAfterBooking().on("2207").times(1));
    settled(counter.submit(bill, bill.claim("C404")));
    assertThat(counter.standing(bill)).hasSize(1);
    assertThat(counter.calls("2601")).isEqualTo(reversals);
  }

  @Test
  void aRefusalIsToldWithItsStateAndAPlatformThatIsDownWith503() {
    CounterBill bill = counter.bill(405);
    counter.platform().faults(InsuranceFault.refuse("就诊凭证与人员编号不符").on("2207").times(1));
    Reply refused = counter.submit(bill, bill.claim("C405"));
    assertThat(refused.status()).as(refused.toString()).isEqualTo(200);
    assertThat(refused.json().at("/outcome").asText()).isEqualTo("error");
    assertThat(refused.json().at("/error/0/code/coding/0/system").asText()).isEqualTo(STATES);
    assertThat(refused.json().at("/error/0/code/coding/0/code").asText()).isEqualTo("refused");

    counter.platform().down();
    Reply down = refused;
    for (int call = 0; call < 20 && down.status() == 200; call++) {
      down = counter.submit(bill, bill.claim("C405"));
    }
    refused(down, 503, "insurance-platform-down");
    assertThat(down.header("Retry-After")).isEqualTo("5");
    counter.platform().up();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> counter.submit(bill, bill.claim("C405")).body().contains("\"complete\""));
    assertThat(counter.standing(bill)).hasSize(1);
  }

  @Test
  void theOperatorMayStandInTheClaim() {
    CounterBill bill = counter.bill(463);
    String claim =
        bill.claim("C463")
            .replaceFirst(
                "\\{", "{\"enterer\":{\"identifier\":{\"value\":\"7463\"},\"display\":\"收费员乙\"},");
    String body =
        bill.handedIn(claim)
            .replaceFirst("\\{\"name\":\"operator\",\"valueString\":\"7\"},", "")
            .replaceFirst("\\{\"name\":\"operatorName\",\"valueString\":\"收费员\"},", "");
    assertThat(body).doesNotContain("operatorName");
    long signedIn = counter.calls("9001");

    settled(counter.post("/fhir/Claim/$submit", body));
    assertThat(counter.calls("9001")).isEqualTo(signedIn + 1);
    Reply nobody =
        counter.post(
            "/fhir/Claim/$submit", body.replace("\"identifier\":{\"value\":\"7463\"},", ""));
    refused(nobody, 422, "insurance-incomplete");
    assertThat(nobody.body()).contains("operator");
  }
}
