package org.xiangqiao.server.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.xiangqiao.server.insurance.CounterServer.refused;
import static org.xiangqiao.server.insurance.CounterServer.settled;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xiangqiao.server.security.SecuredServer.Reply;
import org.xiangqiao.simulators.insurance.InsuranceCall;
import org.xiangqiao.simulators.insurance.InsuranceFault;
import org.xiangqiao.simulators.insurance.InsuranceFault.Point;
import org.xiangqiao.simulators.insurance.InsurancePlatform;

/**
 * Several institutions on one server, each with its platform; and a server that has enough to do.
 */
class InstitutionsDoorTest {

  private static final String OTHER = "H99010100002";
  private static final int FIRST = 7000;
  private static final int LAST = 7003;

  private static InsurancePlatform other;
  private static CounterServer counter;

  @BeforeAll
  static void open() {
    other = InsurancePlatform.start();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("xiangqiao.insurance.at-once", "1");
    settings.put("xiangqiao.insurance.answer-within", "1s");
    String second = "xiangqiao.insurance.institutions." + OTHER + ".";
    settings.put(second + "name", "红石镇卫生院");
    settings.put(second + "district", CounterBill.DISTRICT);
    settings.put(second + "url", other.url().toString());
    settings.put(second + "profile", "transport-path-per-transaction");
    settings.put(second + "first-number", String.valueOf(FIRST));
    settings.put(second + "last-number", String.valueOf(LAST));
    settings.put(second + "operator.number", "9002");
    settings.put(second + "operator.name", "自动");
    settings.put(second + "operator.mac", "00-00-00-00-00-01");
    settings.put(second + "operator.ip", "10.0.0.2");
    counter = new CounterServer("", settings);
  }

  @AfterAll
  static void close() {
    counter.close();
    other.close();
  }

  /** A bill whose visit is at the other institution. */
  private static CounterBill elsewhere(int sequence) {
    CounterBill bill = counter.bill(sequence);
    other.insure(bill.person);
    String path = "/fhir/Encounter/" + bill.encounter;
    String visit = counter.server().get(path, counter.token()).body();
    Reply moved =
        counter
            .server()
            .send(
                "PUT",
                path,
                visit.replace(CounterBill.CENTRE, OTHER),
                "Authorization",
                "Bearer " + counter.token(),
                "Content-Type",
                "application/fhir+json");
    assertThat(moved.status()).as(moved.toString()).isEqualTo(200);
    return bill;
  }

  @Test
  void eachSettlesWithItsOwnPlatformCodeAndNumbers() {
    CounterBill here = counter.bill(481);
    settled(submitted(here, "C481"));
    counter.platform().down();
    try {
      CounterBill there = elsewhere(482);
      settled(submitted(there, "C482"));
    } finally {
      counter.platform().up();
    }
    assertThat(counter.standing(here)).hasSize(1);
    assertThat(other.judge().standing()).hasSize(1);
    assertThat(other.calls()).extracting(InsuranceCall::institution).containsOnly(OTHER);
    assertThat(counter.platform().calls())
        .extracting(InsuranceCall::institution)
        .doesNotContain(OTHER);
    // Five messages and four numbers: they begin again, and no id comes twice.
    assertThat(other.calls()).hasSizeGreaterThan(LAST - FIRST + 1);
    assertThat(other.calls()).extracting(InsuranceCall::msgid).doesNotHaveDuplicates();
    assertThat(other.calls())
        .allSatisfy(
            call -> {
              assertThat(call.msgid()).startsWith(OTHER);
              assertThat(Integer.parseInt(call.msgid().substring(call.msgid().length() - 4)))
                  .isBetween(FIRST, LAST);
            });
  }

  private static Reply submitted(CounterBill bill, String identifier) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> counter.submit(bill, bill.claim(identifier)),
            reply -> reply.status() == 200 && reply.body().contains("\"complete\""));
  }

  @Test
  void aboveTheCapNothingIsSentAndTheCounterComesAgain() {
    CounterBill slow = counter.bill(483);
    CounterBill next = counter.bill(484);
    counter
        .platform()
        .faults(InsuranceFault.delay(Point.BEFORE, Duration.ofSeconds(3)).on("2207").times(1));
    CompletableFuture<Reply> waiting =
        CompletableFuture.supplyAsync(() -> counter.submit(slow, slow.claim("C483")));
    await().atMost(Duration.ofSeconds(20)).until(() -> counter.calls("2204") > 0);
    long registered = counter.calls("2201");

    Reply busy = counter.submit(next, next.claim("C484"));
    refused(busy, 503, "insurance-busy");
    assertThat(busy.header("Retry-After")).isEqualTo("5");
    assertThat(counter.calls("2201")).isEqualTo(registered);
    assertThat(waiting.join().json().get("outcome").asText()).isEqualTo("queued");

    settled(submitted(next, "C484"));
    settled(submitted(slow, "C483"));
    assertThat(counter.standing(slow)).hasSize(1);
    assertThat(counter.standing(next)).hasSize(1);
  }
}
