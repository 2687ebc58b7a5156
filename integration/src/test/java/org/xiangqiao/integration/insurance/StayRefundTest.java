package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.simulators.insurance.InsuranceFault;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.store.TestPostgres;

/** Partial refunds of stays, both of whose bills share discharge and details. */
class StayRefundTest {

  private final InsurancePlatform platform = InsurancePlatform.start();
  private InsuranceNode node;
  private StayBill stay;
  private String former;

  @BeforeEach
  void open() throws InterruptedException {
    node = new InsuranceNode(TestPostgres.jdbcUrl(), platform.url(), Duration.ofSeconds(20)).work();
    stay = new StayBill(node, "0061");
    platform.insure(stay.resident.person);
    stay.discharged();
    ClaimResponse settled =
        node.response(
            node.desk()
                .submit(
                    InsuranceNode.EMR,
                    stay.claim("S1", 1, 3),
                    stay.resident.credential,
                    Bill.COUNTER));
    assertThat(settled.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    former = settled.getRequest().getReferenceElement().getIdPart();
  }

  @AfterEach
  void close() {
    node.close();
    platform.close();
  }

  private ClaimResponse refund() throws InterruptedException {
    Claim stays = stay.claim("S1R", 1, 2);
    stays.addRelated().setClaim(new Reference("Claim/" + former));
    return node.response(
        node.refunds()
            .refund(InsuranceNode.EMR, former, stays, stay.resident.credential, Bill.COUNTER));
  }

  private String state() {
    return node.jdbc.queryForObject("select state from insurance_refund", String.class);
  }

  private void assertDone(ClaimResponse answer) {
    assertThat(answer.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(state()).isEqualTo("done");
    assertThat(platform.judge().standing())
        .singleElement()
        .satisfies(one -> assertThat(one.lines()).hasSize(2));
    assertThat(platform.judge().balances()).isTrue();
  }

  @Test
  void isDoneWhenTheNewBillStandsAndNobodyIsAskedToGiveTheCashBack() throws Exception {
    assertDone(refund());
    assertThat(
            node.jdbc.queryForList(
                "select person_task from insurance_refund where person_task is not null",
                String.class))
        .isEmpty();
  }

  @Test
  void aCancelOfTheFormerBillThatComesAgainTouchesNothingOfTheNewOne() throws Exception {
    assertDone(refund());
    int calls = platform.calls().size();
    ClaimResponse again =
        node.response(node.desk().cancel(InsuranceNode.EMR, former, false, Bill.COUNTER));
    assertThat(again.getStatus()).isEqualTo(ClaimResponse.ClaimResponseStatus.CANCELLED);
    assertThat(platform.calls()).hasSize(calls);
  }

  @Test
  void aNewBillThatIsRefusedIsSettledWhenItIsHandedInAgain() throws Exception {
    platform.faults(InsuranceFault.refuse("费用明细与诊断不符").on("2304").times(1));
    assertThat(refund().getOutcome()).isEqualTo(RemittanceOutcome.ERROR);
    assertThat(state()).isEqualTo("cancelled-not-resettled");
    assertDone(refund());
    assertThat(platform.callCounts()).containsEntry("2305", 1L).containsEntry("2405", 1L);
  }
}
