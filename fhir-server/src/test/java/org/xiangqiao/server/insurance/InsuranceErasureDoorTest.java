package org.xiangqiao.server.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.xiangqiao.server.insurance.CounterServer.refused;
import static org.xiangqiao.server.insurance.CounterServer.settled;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xiangqiao.server.expunge.DatabaseFiles;
import org.xiangqiao.server.security.SecuredServer.Reply;
import org.xiangqiao.simulators.insurance.InsuranceFault;
import org.xiangqiao.simulators.insurance.InsuranceFault.Kind;
import org.xiangqiao.simulators.insurance.InsuranceFault.Point;

/** A resident with settlements, a refund and billed items is erased; not while money is unclear. */
@ExtendWith(CountyServer.Shared.class)
class InsuranceErasureDoorTest {

  private static final Predicate<String> NOTED = column -> column.startsWith("insurance_");
  private static final Duration LONG = Duration.ofSeconds(40);

  private final CountyServer county;
  private final CounterServer counter;

  InsuranceErasureDoorTest(CountyServer county) {
    this.county = county;
    this.counter = county.counter();
  }

  @AfterEach
  void aGoodDay() {
    counter.platform().faults(List.of());
    county.awaitLines();
  }

  private Reply expunge(CounterBill bill) {
    Reply answer;
    do {
      answer =
          counter
              .server()
              .send(
                  "POST",
                  "/fhir/Patient/" + bill.patient + "/$expunge?compartment=true",
                  null,
                  "Authorization",
                  "Bearer " + counter.token());
    } while (answer.body().contains("\"name\":\"more\",\"valueBoolean\":true"));
    return answer;
  }

  private Reply refund(CounterBill bill, String former, String identifier) {
    return counter.post(
        "/fhir/" + former + "/$insurance-refund",
        bill.handedIn(local(RefundDoorTest.stays(bill, identifier, former), identifier)));
  }

  /** With an item that the centre has not mapped beside those that it has. */
  private static String local(String claim, String word) {
    return claim.replace("\"local1\"", "\"zq" + word + "\"");
  }

  private List<String> holding(String word) {
    return new DatabaseFiles(counter.server().jdbc())
        .columnsHolding(word).stream().filter(column -> !column.startsWith("audit")).toList();
  }

  @Test
  void nothingIsLeftOfBillsRefundsAndBilledItems() {
    CounterBill bill = counter.bill(751);
    JsonNode first = settled(counter.submit(bill, local(bill.claim("C751"), "C751")));
    String former = first.at("/request/reference").asText();
    JsonNode second = settled(refund(bill, former, "C751R"));
    // A bill by the centre's own codes only is refused, and its items are counted.
    Reply unmapped =
        counter.submit(
            bill,
            local(bill.claim("C751U"), "C751U")
                .replaceAll("\\{\"system\":\"[^\"]*insurance-item\",[^}]*},", ""));
    assertThat(unmapped.body()).contains("Claim.item[0].productOrService");
    List<String> words = List.of(bill.person.number(), "zqC751", "LC751-1");
    List<String> ids =
        List.of(
            former.replace("Claim/", ""),
            second.at("/request/reference").asText().replace("Claim/", ""),
            second.get("id").asText(),
            bill.encounter,
            bill.coverage);
    for (String word : words) {
      assertThat(holding(word)).as(word + " before").isNotEmpty();
    }
    for (String id : ids) {
      assertThat(holding(id)).as(id + " before").anyMatch(NOTED);
    }
    long booked = rows("insurance_booking");
    assertThat(holding("zqC751")).contains("insurance_claim_item.code");
    assertThat(rows("insurance_refund")).isPositive();

    Reply erased = expunge(bill);
    assertThat(erased.status()).as(erased.toString()).isEqualTo(200);
    for (String word : words) {
      assertThat(holding(word)).as(word).isEmpty();
    }
    for (String id : ids) {
      assertThat(holding(id)).as(id).noneMatch(NOTED);
    }
    assertThat(holding(bill.person.certificate())).isEmpty();
    // The platform keeps its own books, and the day's sums still agree with them.
    assertThat(counter.standing(bill)).hasSize(1);
    assertThat(rows("insurance_booking")).isEqualTo(booked);
    Reply day =
        counter.post(
            "/fhir/PaymentReconciliation/$insurance-reconcile",
            """
            {"resourceType":"Parameters","parameter":[
              {"name":"institution","valueString":"%s"},{"name":"day","valueDate":"%s"}]}"""
                .formatted(CounterBill.CENTRE, counter.platform().today()));
    assertThat(day.json().at("/parameter/0/valueCode").asText())
        .as(day.toString())
        .isEqualTo("balanced");
  }

  private long rows(String table) {
    return counter.server().jdbc().queryForObject("select count(*) from " + table, Long.class);
  }

  @Test
  void whileAnAnswerIsMissingErasureIsRefused() {
    CounterBill bill = counter.bill(752);
    counter
        .platform()
        .faults(
            InsuranceFault.dropAfterBooking().on("2207").times(1),
            InsuranceFault.of(Kind.FAIL, Point.BEFORE).on("5203"));
    CompletableFuture<Reply> waiting =
        CompletableFuture.supplyAsync(() -> counter.submit(bill, bill.claim("C752")));
    await().atMost(LONG).until(() -> counter.standing(bill).size() == 1);
    assertRefused(bill);
    assertThat(county.state("C752")).isIn("open", "needs-person");
    counter.platform().faults(List.of());
    waiting.join();
    await()
        .atMost(LONG)
        .until(() -> counter.submit(bill, bill.claim("C752")).body().contains("\"complete\""));
    assertThat(expunge(bill).status()).isEqualTo(200);
    assertThat(county.state("C752")).isEmpty();
  }

  @Test
  void whileARefundIsUnderWayErasureIsRefused() {
    CounterBill bill = counter.bill(753);
    JsonNode first = settled(counter.submit(bill, bill.claim("C753")));
    String former = first.at("/request/reference").asText();
    counter
        .platform()
        .faults(
            InsuranceFault.dropAfterBooking().on("2208").times(1),
            InsuranceFault.of(Kind.FAIL, Point.BEFORE).on("5203"));
    CompletableFuture<Reply> waiting =
        CompletableFuture.supplyAsync(() -> refund(bill, former, "C753R"));
    await().atMost(LONG).until(() -> counter.standing(bill).isEmpty());
    assertRefused(bill);
    counter.platform().faults(List.of());
    waiting.join();
    await().atMost(LONG).until(() -> county.state("C753R").equals("booked"));
    await().atMost(LONG).until(() -> expunge(bill).status() == 200);
    assertThat(county.state("C753")).isEmpty();
    assertThat(county.state("C753R")).isEmpty();
    assertThat(holding(bill.person.number())).isEmpty();
  }

  private void assertRefused(CounterBill bill) {
    Reply reply = expunge(bill);
    refused(reply, 409, "erasure-insurance-open");
    assertThat(reply.body())
        .contains("有医保结算正在处理", "A settlement with the insurance platform is under way")
        .doesNotContain(bill.person.number());
    assertThat(counter.server().get("/fhir/Patient/" + bill.patient, counter.token()).status())
        .isEqualTo(200);
    assertThat(holding(bill.person.number())).isNotEmpty();
  }
}
