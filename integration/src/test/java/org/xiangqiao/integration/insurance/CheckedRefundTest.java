package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.ClaimResponseStatus;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.integration.insurance.supervise.SupervisionSettings;
import org.xiangqiao.mappings.insurance.fhir.AuditAnswer;
import org.xiangqiao.programmes.supervision.RuleAction;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.simulators.insurance.SeededHit;
import org.xiangqiao.store.TestPostgres;

/** Nothing is cancelled for a new bill that would not pass, over a real database and HTTP. */
class CheckedRefundTest {

  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final SupervisionSettings STRICT =
      new SupervisionSettings(
          Map.of(
              1,
              new SupervisionSettings.County(
                  null,
                  Map.of(
                      "duplicate-charge", RuleAction.REFUSE,
                      "missing-trace-code", RuleAction.OFF))),
          null);

  private final InsurancePlatform platform = InsurancePlatform.start();
  private InsuranceNode node;
  private Bill bill;
  private ClaimResponse settled;
  private String former;

  @AfterEach
  void close() {
    node.close();
    platform.close();
  }

  private void settled(InsuranceNode opened) throws InterruptedException {
    node = opened.work();
    bill = new Bill(node, "0061");
    platform.insure(bill.person);
    settled =
        node.response(
            node.desk().submit(InsuranceNode.EMR, bill.claim(), bill.credential, Bill.COUNTER));
    assertThat(settled.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    former = settled.getRequest().getReferenceElement().getIdPart();
  }

  /** The first of both lines stays. */
  private Claim stays(String identifier) {
    Claim claim = bill.claim(identifier);
    claim.getItem().remove(1);
    claim.setTotal(new Money().setCurrency("CNY").setValue(new BigDecimal("30.00")));
    claim.addRelated().setClaim(new Reference("Claim/" + former));
    return claim;
  }

  private ClaimResponse refund(Claim claim) throws InterruptedException {
    return node.response(
        node.refunds().refund(InsuranceNode.EMR, former, claim, bill.credential, Bill.COUNTER));
  }

  private void assertStands() {
    assertThat(platform.judge().standing())
        .singleElement()
        .satisfies(one -> assertThat(one.amounts().total()).isEqualByComparingTo("70.00"));
    assertThat(platform.callCounts()).doesNotContainKeys("2208", "2205");
    ClaimResponse now =
        node.response(
            node.store
                .read(InsuranceNode.EMR, "ClaimResponse", settled.getIdElement().getIdPart())
                .orElseThrow());
    assertThat(now.getStatus()).isEqualTo(ClaimResponseStatus.ACTIVE);
    assertThat(now.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(now.getProcessNote()).anyMatch(note -> note.getText().contains("原结算仍然有效"));
    Task shown =
        InsuranceNode.FHIR
            .newJsonParser()
            .parseResource(
                Task.class,
                node.store
                    .read(
                        InsuranceNode.EMR,
                        "Task",
                        node.jdbc.queryForObject(
                            "select task_id from insurance_refund where state = 'checks-refused'",
                            String.class))
                    .orElseThrow()
                    .json());
    assertThat(shown.getStatus()).isEqualTo(Task.TaskStatus.REJECTED);
    assertThat(shown.getBusinessStatus().getCodingFirstRep().getCode()).isEqualTo("checks-refused");
  }

  @Test
  void aRuleThatRefusesTheNewBillLeavesTheFormerSettlement() throws Exception {
    settled(new InsuranceNode(TestPostgres.jdbcUrl(), platform.url(), WAIT, STRICT));
    Claim wrong = stays("R1");
    wrong.setTotal(new Money().setCurrency("CNY").setValue(new BigDecimal("31.00")));

    ClaimResponse answer = refund(wrong);

    assertThat(answer.getOutcome()).isEqualTo(RemittanceOutcome.ERROR);
    assertThat(answer.getDisposition()).contains("未通过结算前审核");
    assertThat(answer.getError())
        .anySatisfy(
            error -> {
              assertThat(error.getCode().getCodingFirstRep().getCode()).isEqualTo("arithmetic");
              assertThat(error.getCode().getText()).startsWith("Claim.total: ");
            });
    assertStands();

    // What stays is no second charge of what was settled: a right bill takes its place.
    ClaimResponse right = refund(stays("R2"));
    assertThat(right.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(platform.judge().standing())
        .singleElement()
        .satisfies(one -> assertThat(one.amounts().total()).isEqualByComparingTo("30.00"));
    assertThat(platform.judge().doubles()).isEmpty();
  }

  @Test
  void anAuditThatRefusesTheNewBillLeavesTheFormerSettlementUntilItPasses() throws Exception {
    settled(
        InsuranceNode.withProfile(
            TestPostgres.jdbcUrl(),
            platform.url(),
            WAIT,
            InsuranceNode.profile(
                "audits: {'3101': {hit: refuse, within: PT1S, values: {syscode: HIS}}}\n"),
            null));
    platform.audits().seed(List.of(new SeededHit("3101", "", "R9", "疑点", "疑似违规")));

    ClaimResponse answer = refund(stays("R1"));

    assertThat(answer.getOutcome()).isEqualTo(RemittanceOutcome.ERROR);
    assertThat(answer.getError())
        .anySatisfy(
            error -> {
              assertThat(error.getCode().getCodingFirstRep().getSystem())
                  .isEqualTo(AuditAnswer.RULES);
              assertThat(error.getCode().getCodingFirstRep().getCode()).isEqualTo("R9");
            });
    assertStands();

    platform.audits().seed(List.of());
    ClaimResponse again = refund(stays("R1"));
    assertThat(again.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(platform.judge().standing())
        .singleElement()
        .satisfies(one -> assertThat(one.amounts().total()).isEqualByComparingTo("30.00"));
  }
}
