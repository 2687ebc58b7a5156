package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.simulators.insurance.InsuranceFault;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.store.TestPostgres;

/** What became of claims is counted, by institution and without anything of a person. */
class OutcomeMetersTest {

  private final InsurancePlatform platform = InsurancePlatform.start();
  private InsuranceNode node;

  @BeforeEach
  void open() {
    node = new InsuranceNode(TestPostgres.jdbcUrl(), platform.url(), Duration.ofSeconds(20)).work();
  }

  @AfterEach
  void close() {
    node.close();
    platform.close();
  }

  private Bill bill(String number) {
    Bill bill = new Bill(node, number);
    platform.insure(bill.person);
    return bill;
  }

  private ClaimResponse submit(Bill bill) throws InterruptedException {
    return node.response(
        node.desk().submit(InsuranceNode.EMR, bill.claim(), bill.credential, Bill.COUNTER));
  }

  /** As {@code purpose state count}. */
  private List<String> counted() {
    return counters().stream()
        .map(
            one ->
                one.getId().getTag("purpose")
                    + " "
                    + one.getId().getTag("state")
                    + " "
                    + (long) one.count())
        .sorted()
        .toList();
  }

  private Collection<Counter> counters() {
    return node.meters.find("xiangqiao.insurance.outcomes").counters();
  }

  private void awaitCounted(String... all) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(counted()).containsExactly(all));
  }

  @Test
  void eachEndIsCountedOnceAndEachLossWhenItIsNoticed() throws Exception {
    Bill settled = bill("0031");
    ClaimResponse response = submit(settled);
    assertThat(response.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    awaitCounted("settle booked 1");
    submit(settled);

    platform.faults(InsuranceFault.refuse("就诊凭证与人员编号不符").on("2207").times(1));
    assertThat(submit(bill("0032")).getOutcome()).isEqualTo(RemittanceOutcome.ERROR);
    awaitCounted("settle booked 1", "settle refused 1");

    platform.faults(InsuranceFault.dropAfterBooking().on("2207").times(1));
    assertThat(submit(bill("0033")).getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    awaitCounted("settle booked 2", "settle refused 1", "settle unknown 1");

    node.desk()
        .cancel(
            InsuranceNode.EMR,
            response.getRequest().getReferenceElement().getIdPart(),
            false,
            Bill.COUNTER);
    awaitCounted(
        "cancel cancelled-not-resettled 1",
        "settle booked 2",
        "settle refused 1",
        "settle unknown 1");

    assertThat(
            counters().stream()
                .flatMap(one -> one.getId().getTags().stream())
                .flatMap(
                    tag ->
                        tag.getKey().equals("institution")
                            ? Stream.of(tag.getKey(), tag.getValue())
                            : Stream.of(tag.getKey()))
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("institution", InsuranceNode.CENTRE, "purpose", "state");
  }
}
