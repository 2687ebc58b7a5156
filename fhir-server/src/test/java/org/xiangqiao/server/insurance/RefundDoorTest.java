package org.xiangqiao.server.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xiangqiao.server.insurance.CounterServer.named;
import static org.xiangqiao.server.insurance.CounterServer.refused;
import static org.xiangqiao.server.insurance.CounterServer.settled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xiangqiao.server.security.SecuredServer.Reply;

/** A partial refund, as a counter hands it in. */
@ExtendWith(CounterServer.Shared.class)
class RefundDoorTest {

  private final CounterServer counter;

  RefundDoorTest(CounterServer counter) {
    this.counter = counter;
  }

  /** The first of both lines stays. */
  static String stays(CounterBill bill, String identifier, String former) {
    try {
      ObjectNode claim = (ObjectNode) new ObjectMapper().readTree(bill.claim(identifier));
      ((ArrayNode) claim.get("item")).remove(1);
      ((ObjectNode) claim.get("total")).put("value", 30.00);
      ObjectNode related = claim.putArray("related").addObject();
      related.putObject("claim").put("reference", former);
      related
          .putObject("relationship")
          .putArray("coding")
          .addObject()
          .put("system", "http://terminology.hl7.org/CodeSystem/ex-relatedclaimrelationship")
          .put("code", "prior");
      return claim.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Reply refund(CounterBill bill, String former, String claim, String token) {
    return counter
        .server()
        .post("/fhir/" + former + "/$insurance-refund", bill.handedIn(claim), token);
  }

  @Test
  void theSettlementIsReplacedAndItsTaskAndBothAnswersSaySo() {
    CounterBill bill = counter.bill(511);
    JsonNode first = settled(counter.submit(bill, bill.claim("C511")));
    String former = first.at("/request/reference").asText();
    Reply noRight =
        refund(bill, former, stays(bill, "C511R", former), counter.token("system/Claim.rs"));
    assertThat(noRight.status()).as(noRight.toString()).isEqualTo(403);

    JsonNode answer = settled(refund(bill, former, stays(bill, "C511R", former), counter.token()));
    assertThat(answer.at("/item")).hasSize(1);
    assertThat(counter.standing(bill))
        .singleElement()
        .satisfies(one -> assertThat(one.amounts().total()).isEqualByComparingTo("30.00"));

    String reference = answer.at("/request/reference").asText();
    JsonNode tasks =
        counter.server().get("/fhir/Task?focus=" + reference, counter.token()).json().at("/entry");
    assertThat(tasks).hasSize(1);
    JsonNode task = tasks.get(0).get("resource");
    assertThat(task.get("status").asText()).isEqualTo("completed");
    assertThat(task.at("/businessStatus/coding/0/code").asText()).isEqualTo("done");
    assertThat(task.at("/businessStatus/text").asText()).contains("已完成", "done");
    String old = "/fhir/ClaimResponse/" + first.get("id").asText();
    assertThat(counter.server().get(old, counter.token()).body())
        .contains("\"cancelled\"", "新收费单已代替原结算");
  }

  @Test
  void whatLacksSomethingOrIsAnothersIsRefusedAndNothingIsSent() {
    CounterBill bill = counter.bill(512);
    JsonNode first = settled(counter.submit(bill, bill.claim("C512")));
    String former = first.at("/request/reference").asText();
    long cancels = counter.calls("2208");
    named(refund(bill, former, bill.claim("C512R"), counter.token()), "Claim.related.claim");
    refused(
        refund(bill, "Claim/nobody", stays(bill, "C512R", former), counter.token()),
        404,
        "insurance-unknown");
    refused(
        refund(bill, former, bill.claim("C512"), counter.token()), 409, "insurance-other-content");
    assertThat(counter.calls("2208")).isEqualTo(cancels);
    assertThat(counter.standing(bill)).hasSize(1);
  }
}
