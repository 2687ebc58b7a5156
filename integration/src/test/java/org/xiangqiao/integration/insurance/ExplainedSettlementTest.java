package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.hl7.fhir.r4.model.ExplanationOfBenefit;
import org.hl7.fhir.r4.model.ExplanationOfBenefit.ExplanationOfBenefitStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.simulators.insurance.InsuranceFault;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.store.TestPostgres;

/** The patient's statement comes with the settlement and goes with it. */
class ExplainedSettlementTest {

  private final InsurancePlatform platform = InsurancePlatform.start();
  private InsuranceNode node;
  private Bill bill;

  @BeforeEach
  void open() {
    node = new InsuranceNode(TestPostgres.jdbcUrl(), platform.url(), Duration.ofSeconds(20)).work();
    bill = new Bill(node, "0031");
    platform.insure(bill.person);
  }

  @AfterEach
  void close() {
    node.close();
    platform.close();
  }

  private ClaimResponse submit() throws InterruptedException {
    return node.response(
        node.desk().submit(InsuranceNode.EMR, bill.claim(), bill.credential, Bill.COUNTER));
  }

  private ClaimResponse cancel(ClaimResponse settled) throws InterruptedException {
    String claim = settled.getRequest().getReference().substring("Claim/".length());
    return node.response(node.desk().cancel(InsuranceNode.EMR, claim, false, Bill.COUNTER));
  }

  private Optional<ExplanationOfBenefit> explanation(ClaimResponse of) {
    return node.store
        .read(InsuranceNode.EMR, "ExplanationOfBenefit", of.getIdElement().getIdPart())
        .map(
            found ->
                InsuranceNode.FHIR
                    .newJsonParser()
                    .parseResource(ExplanationOfBenefit.class, found.json()));
  }

  private long explanations() {
    return node.jdbc.queryForObject(
        "select count(*) from resource_explanationofbenefit", Long.class);
  }

  @Test
  void itComesWithTheSettlementOnceAndIsCancelledWithIt() throws Exception {
    ClaimResponse settled = submit();
    ExplanationOfBenefit eob = explanation(settled).orElseThrow();
    assertThat(eob.getStatus()).isEqualTo(ExplanationOfBenefitStatus.ACTIVE);
    assertThat(eob.getClaim().getReference()).isEqualTo(settled.getRequest().getReference());
    assertThat(eob.getItem()).hasSize(2).allMatch(line -> line.hasAdjudication());
    assertThat(eob.getTotal()).hasSameSizeAs(settled.getTotal());
    assertThat(eob.getIdentifierFirstRep().getValue())
        .isEqualTo(platform.judge().standing().get(0).id());

    submit();
    assertThat(explanation(settled).orElseThrow().getMeta().getVersionId()).isEqualTo("1");

    cancel(settled);
    assertThat(explanation(settled).orElseThrow().getStatus())
        .isEqualTo(ExplanationOfBenefitStatus.CANCELLED);
    assertThat(explanations()).isEqualTo(1);
  }

  @Test
  void aSettlementWhoseAnswerWasLostHasOneToo() throws Exception {
    platform.faults(InsuranceFault.dropAfterBooking().on("2207").times(1));
    ClaimResponse settled = submit();
    assertThat(explanation(settled).orElseThrow().getTotal()).hasSameSizeAs(settled.getTotal());
  }

  @Test
  void whatIsNotSettledHasNone() throws Exception {
    platform.faults(InsuranceFault.refuse("就诊凭证与人员编号不符").on("2207").times(1));
    ClaimResponse refused = submit();
    assertThat(refused.getOutcome()).isEqualTo(RemittanceOutcome.ERROR);
    assertThat(explanation(refused)).isEmpty();
    assertThat(explanations()).isZero();
  }
}
