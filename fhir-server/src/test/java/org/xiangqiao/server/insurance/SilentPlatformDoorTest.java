package org.xiangqiao.server.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.xiangqiao.server.insurance.CounterServer.refused;
import static org.xiangqiao.server.insurance.CounterServer.settled;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xiangqiao.server.security.SecuredServer.Reply;
import org.xiangqiao.simulators.insurance.InsuranceCall;
import org.xiangqiao.simulators.insurance.InsuranceFault;
import org.xiangqiao.simulators.insurance.InsuranceFault.Kind;
import org.xiangqiao.simulators.insurance.InsuranceFault.Point;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.simulators.insurance.Settlement;

/** Several institutions on one server: each with its own code, way in, sign-in and numbers. */
@ExtendWith(CountyServer.Shared.class)
class SilentPlatformDoorTest {

  private static final Duration LONG = Duration.ofSeconds(40);

  private final CountyServer county;
  private final CounterServer counter;

  SilentPlatformDoorTest(CountyServer county) {
    this.county = county;
    this.counter = county.counter();
  }

  @AfterEach
  void aGoodDay() {
    for (InsurancePlatform platform : List.of(counter.platform(), county.elsewhere())) {
      platform.faults(List.of());
      platform.up();
    }
    county.awaitLines();
  }

  private static List<Settlement> standing(InsurancePlatform platform, CounterBill bill) {
    return platform.judge().standing().stream()
        .filter(one -> one.person().equals(bill.person.number()))
        .toList();
  }

  /** Of what an institution sent to a platform. */
  private static Stream<Integer> numbers(InsurancePlatform platform, String institution) {
    return platform.calls().stream()
        .map(InsuranceCall::msgid)
        .filter(id -> id.startsWith(institution))
        .map(id -> Integer.parseInt(id.substring(id.length() - 4)));
  }

  @Test
  void eachSettlesWithItsOwnPlatformUnderItsOwnCodeAndNumbers() {
    CounterBill here = county.bill(701, CounterBill.CENTRE);
    CounterBill there = county.bill(702, CountyServer.OTHER);
    settled(counter.submit(here, here.claim("C701")));
    settled(counter.submit(there, there.claim("C702")));

    assertThat(standing(counter.platform(), here))
        .singleElement()
        .satisfies(one -> assertThat(one.institution()).isEqualTo(CounterBill.CENTRE));
    assertThat(standing(county.elsewhere(), there))
        .singleElement()
        .satisfies(one -> assertThat(one.institution()).isEqualTo(CountyServer.OTHER));
    assertThat(standing(counter.platform(), there)).isEmpty();
    county.assertBooked("C701", "70.00");
    county.assertBooked("C702", "70.00");

    // That platform checks the headers of its gateway, and signs its own operators in.
    assertThat(county.elsewhere().callCounts()).containsKeys("9001", "2201", "2204", "2207");
    assertThat(county.elsewhere().calls())
        .allMatch(call -> call.institution().equals(CountyServer.OTHER));
    assertThat(counter.platform().calls())
        .noneMatch(call -> call.institution().equals(CountyServer.OTHER));
    assertThat(numbers(county.elsewhere(), CountyServer.OTHER))
        .isNotEmpty()
        .allMatch(number -> number >= 7000 && number <= 7999);
    assertThat(numbers(counter.platform(), CounterBill.CENTRE))
        .isNotEmpty()
        .allMatch(number -> number <= 4999);
  }

  @Test
  void aSilentPlatformStopsOnlyItsOwnAndIsToldWithinTwoSeconds() {
    CounterBill there = county.bill(703, CountyServer.OTHER);
    List<CounterBill> later = new ArrayList<>();
    settled(counter.submit(there, there.claim("C703F")));
    county
        .elsewhere()
        .faults(InsuranceFault.of(Kind.DELAY, Point.BEFORE).lasting(Duration.ofSeconds(3)));
    CompletableFuture<Reply> waiting =
        CompletableFuture.supplyAsync(() -> counter.submit(there, there.claim("C703")));
    CounterBill here = county.bill(705, CounterBill.CENTRE);
    settled(counter.submit(here, here.claim("C705")));
    assertThat(standing(counter.platform(), here)).hasSize(1);

    Reply down = null;
    long millis = 0;
    for (int n = 0; n < 10 && (down == null || down.status() == 200); n++) {
      CounterBill bill = county.bill(721 + n, CountyServer.OTHER);
      later.add(bill);
      long start = System.nanoTime();
      down = counter.submit(bill, bill.claim("C" + (721 + n)));
      millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
    refused(down, 503, "insurance-platform-down");
    assertThat(millis).isLessThan(2_000);
    assertThat(down.header("Retry-After")).isEqualTo("5");
    assertThat(down.body())
        .contains("请先全额收费，恢复后按原费用时间补结算。", "settle later with the original fee times");

    // A claim that is under way already is told to be queued, without waiting.
    long asked = System.nanoTime();
    Reply queued = counter.submit(there, there.claim("C703"));
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(2));
    assertThat(queued.json().get("outcome").asText()).as(queued.toString()).isEqualTo("queued");

    // The centre's counter does not notice.
    long start = System.nanoTime();
    CounterBill next = county.bill(706, CounterBill.CENTRE);
    settled(counter.submit(next, next.claim("C706")));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    waiting.join();

    county.elsewhere().faults(List.of());
    await()
        .atMost(LONG)
        .until(() -> counter.submit(there, there.claim("C703")).body().contains("\"complete\""));
    assertThat(standing(county.elsewhere(), there)).hasSize(2);
    for (int n = 0; n < later.size(); n++) {
      CounterBill bill = later.get(n);
      String identifier = "C" + (721 + n);
      await()
          .atMost(LONG)
          .until(
              () -> counter.submit(bill, bill.claim(identifier)).body().contains("\"complete\""));
      assertThat(standing(county.elsewhere(), bill)).hasSize(1);
      county.assertBooked(identifier, "70.00");
    }
    assertThat(county.elsewhere().judge().doubles()).isEmpty();
    assertThat(county.elsewhere().judge().balances()).isTrue();
  }

  @Test
  void aboveTheCapACounterIsToldToComeAgainAndNothingIsSentNorStored() {
    InsurancePlatform platform = counter.platform();
    platform.faults(InsuranceFault.of(Kind.DELAY, Point.BEFORE).lasting(Duration.ofMillis(700)));
    long before = counter.calls("2203A");
    List<CounterBill> bills = new ArrayList<>();
    List<CompletableFuture<Reply>> under = new ArrayList<>();
    for (int n = 0; n < CountyServer.AT_ONCE; n++) {
      CounterBill bill = counter.bill(711 + n);
      String claim = bill.claim("C" + (711 + n));
      bills.add(bill);
      under.add(CompletableFuture.supplyAsync(() -> counter.submit(bill, claim)));
    }
    CounterBill more = counter.bill(719);
    await().atMost(LONG).until(() -> counter.calls("2203A") > before);
    Reply busy = counter.submit(more, more.claim("C719"));
    refused(busy, 503, "insurance-busy");
    assertThat(busy.header("Retry-After")).isEqualTo("5");
    assertThat(busy.body())
        .contains("正在处理的结算已达上限", "as many claims under way as it may", "请几秒后再提交");
    assertThat(county.state("C719")).isEmpty();
    JsonNode stored =
        counter.server().get("/fhir/Claim?patient=Patient/" + more.patient, counter.token()).json();
    assertThat(stored.has("entry")).isFalse();
    assertThat(
            counter
                .server()
                .jdbc()
                .queryForObject(
                    "select count(*) from insurance_case where resource_id = ?",
                    Long.class,
                    more.encounter))
        .isZero();

    platform.faults(List.of());
    under.forEach(CompletableFuture::join);
    for (int n = 0; n < CountyServer.AT_ONCE; n++) {
      String identifier = "C" + (711 + n);
      await().atMost(LONG).until(() -> county.state(identifier).equals("booked"));
      assertThat(counter.standing(bills.get(n))).hasSize(1);
    }
    settled(counter.submit(more, more.claim("C719")));
    assertThat(counter.standing(more)).hasSize(1);
  }
}
