package org.xiangqiao.server.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.xiangqiao.server.insurance.CounterServer.settled;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xiangqiao.server.security.SecuredServer.Reply;

/** A Task that cancels, as a counter posts it. */
@ExtendWith(CounterServer.Shared.class)
class CancelTaskDoorTest {

  private final CounterServer counter;

  CancelTaskDoorTest(CounterServer counter) {
    this.counter = counter;
  }

  private static String cancelTask(String claim) {
    return """
        {"resourceType":"Task","status":"requested","intent":"order",
         "code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/financialtaskcode",
           "code":"cancel"}]},
         "focus":{"reference":"%s"},
         "input":[{"type":{"text":"operator"},"valueString":"7"},
           {"type":{"text":"operatorName"},"valueString":"收费员"},
           {"type":{"text":"visit"},"valueBoolean":true}]}"""
        .formatted(claim);
  }

  @Test
  void aTaskCancelsForThoseWhoMayCancelAndForNobodyElse() {
    CounterBill bill = counter.bill(406);
    String claim =
        settled(counter.submit(bill, bill.claim("C406"))).at("/request/reference").asText();
    Reply refused =
        counter.server().post("/fhir/Task", cancelTask(claim), counter.token("system/Task.cruds"));
    assertThat(refused.status()).as(refused.toString()).isEqualTo(403);
    assertThat(refused.body()).contains("system/Claim.u");
    assertThat(counter.standing(bill)).hasSize(1);

    Reply posted = counter.server().post("/fhir/Task", cancelTask(claim), counter.token());
    assertThat(posted.status()).as(posted.toString()).isEqualTo(201);
    String task = "/fhir/Task/" + posted.json().get("id").asText();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> counter.server().get(task, counter.token()).body().contains("\"completed\""));
    assertThat(counter.standing(bill)).isEmpty();
  }
}
