package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueSeverity;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.mappings.insurance.fhir.AuditAnswer;
import org.xiangqiao.simulators.insurance.InsuranceCall;
import org.xiangqiao.simulators.insurance.InsuranceFault;
import org.xiangqiao.simulators.insurance.InsuranceFault.Kind;
import org.xiangqiao.simulators.insurance.InsuranceFault.Point;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.simulators.insurance.SeededHit;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.TestPostgres;

/** Bills that the platform audits, over a real database and HTTP. */
class AuditTest {

  private static final String FIRST = "XJ01CAA040E001010801";

  private final InsurancePlatform platform = InsurancePlatform.start();
  private InsuranceNode node;
  private Bill bill;

  @AfterEach
  void close() {
    node.close();
    platform.close();
  }

  /**
   * @param rules of both audits, as in a profile
   */
  private void open(String rules) {
    String audits =
        """
        audits:
          '3101': {within: PT1S, values: {syscode: HIS}%1$s}
          '3102': {within: PT1S, values: {syscode: HIS}%1$s}
        """
            .formatted(rules);
    node =
        InsuranceNode.withProfile(
                TestPostgres.jdbcUrl(),
                platform.url(),
                Duration.ofSeconds(20),
                InsuranceNode.profile(audits),
                null)
            .work();
    bill = new Bill(node, "0071");
    platform.insure(bill.person);
  }

  private ClaimResponse submit() throws InterruptedException {
    return node.response(
        node.desk().submit(InsuranceNode.EMR, bill.claim("C1"), bill.credential, Bill.COUNTER));
  }

  private void seed(SeededHit... hits) {
    platform.audits().seed(List.of(hits));
  }

  private List<DetectedIssue> issues(ClaimResponse response) {
    return node
        .store
        .search(
            InsuranceNode.EMR,
            new SearchRequest(
                "DetectedIssue",
                Map.of("implicated", List.of(response.getRequest().getReference())),
                false))
        .matches()
        .stream()
        .map(
            found ->
                InsuranceNode.FHIR.newJsonParser().parseResource(DetectedIssue.class, found.json()))
        .filter(issue -> issue.getIdentifierFirstRep().getSystem().equals(AuditAnswer.SID))
        .toList();
  }

  private List<String> sent() {
    return platform.calls().stream().map(InsuranceCall::infno).toList();
  }

  @Test
  void hitsAreToldBesideTheSettlement() throws Exception {
    open("");
    seed(
        new SeededHit("3101", FIRST, "R0101", "超量开药", "参保人" + bill.person.certificate() + "超过七日用量"),
        new SeededHit("3102", "", "R0202", "分解收费", "疑似分解"),
        new SeededHit("3102", "XNONE", "R0303", "无", "不命中"));

    ClaimResponse response = submit();

    assertThat(response.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(sent()).containsSubsequence("2201", "2203A", "3101", "2204", "3102", "2207");
    assertThat(platform.callCounts()).containsEntry("3101", 1L).containsEntry("3102", 1L);
    assertThat(response.getProcessNote())
        .extracting(ClaimResponse.NoteComponent::getText)
        .anyMatch(
            text ->
                text.startsWith("[R0101] Claim.item[0]: 医保平台明细审核：超量开药")
                    && text.contains("超过七日用量")
                    && !text.contains(bill.person.certificate()))
        .anyMatch(text -> text.startsWith("[R0202] Claim: ") && text.contains("疑似分解"))
        .noneMatch(text -> text.contains("R0303"));
    assertThat(issues(response))
        .hasSize(2)
        .allSatisfy(
            issue -> {
              assertThat(issue.getStatus()).isEqualTo(DetectedIssueStatus.FINAL);
              assertThat(issue.getSeverity()).isEqualTo(DetectedIssueSeverity.MODERATE);
              assertThat(issue.getCode().getCodingFirstRep().getSystem())
                  .isEqualTo(AuditAnswer.RULES);
              assertThat(issue.getDetail()).doesNotContain(bill.person.certificate());
            });
    assertThat(platform.judge().standing()).hasSize(1);
  }

  @Test
  void aHitThatRefusesStopsTheChargesUntilItIsGone() throws Exception {
    open(", hit: refuse");
    seed(new SeededHit("3101", FIRST, "R0101", "超量开药", "超过七日用量"));

    ClaimResponse refused = submit();

    assertThat(refused.getOutcome()).isEqualTo(RemittanceOutcome.ERROR);
    assertThat(refused.getDisposition()).contains("医保平台明细审核未通过");
    assertThat(refused.getError())
        .filteredOn(
            error -> error.getCode().getCodingFirstRep().getSystem().equals(AuditAnswer.RULES))
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.getCode().getCodingFirstRep().getCode()).isEqualTo("R0101");
              assertThat(error.getCode().getText())
                  .startsWith("Claim.item[0]: ")
                  .contains("超过七日用量", "请按平台提示", "hand the claim in again");
            });
    assertThat(sent()).doesNotContain("2204", "2207");
    assertThat(issues(refused))
        .singleElement()
        .satisfies(issue -> assertThat(issue.getSeverity()).isEqualTo(DetectedIssueSeverity.HIGH));

    seed();
    ClaimResponse settled = submit();
    assertThat(settled.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(issues(settled))
        .singleElement()
        .satisfies(issue -> assertThat(issue.getStatus()).isEqualTo(DetectedIssueStatus.CANCELLED));
    assertThat(platform.judge().standing()).hasSize(1);
  }

  @Test
  void aHitThatRefusesStopsTheSettlementAndTheChargesStay() throws Exception {
    open(", hit: refuse");
    seed(new SeededHit("3102", "", "R0202", "分解收费", "疑似分解"));

    assertThat(submit().getOutcome()).isEqualTo(RemittanceOutcome.ERROR);
    assertThat(sent()).contains("2204").doesNotContain("2207");

    seed();
    assertThat(submit().getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(platform.callCounts())
        .containsEntry("2204", 1L)
        .containsEntry("3101", 1L)
        .containsEntry("3102", 2L);
    assertThat(platform.judge().standing()).hasSize(1);
  }

  @Test
  void withoutAnAnswerTheClaimPassesAndSaysSo() throws Exception {
    open("");
    platform.faults(
        InsuranceFault.delay(Point.BEFORE, Duration.ofSeconds(3)).on("3101"),
        InsuranceFault.of(Kind.HTML, Point.BEFORE).on("3102"));

    ClaimResponse response = submit();

    assertThat(response.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(response.getProcessNote())
        .extracting(ClaimResponse.NoteComponent::getText)
        .anyMatch(text -> text.contains("未在时限内答复明细审核（3101）") && text.contains("audit (3101)"))
        .anyMatch(text -> text.contains("未在时限内答复明细审核（3102）"));
    assertThat(issues(response))
        .hasSize(2)
        .allSatisfy(issue -> assertThat(issue.getSeverity()).isEqualTo(DetectedIssueSeverity.LOW));
    assertThat(platform.judge().standing()).hasSize(1);
  }

  @Test
  void whereTheProvinceWantsAnAnswerItsAbsenceRefuses() throws Exception {
    open(", silence: refuse");
    platform.faults(InsuranceFault.refuse("服务未开通").on("3101").times(1));

    ClaimResponse refused = submit();

    assertThat(refused.getOutcome()).isEqualTo(RemittanceOutcome.ERROR);
    assertThat(refused.getError())
        .anySatisfy(
            error -> {
              assertThat(error.getCode().getCodingFirstRep().getCode()).isEqualTo("unanswered");
              assertThat(error.getCode().getText()).contains("按本省配置不予结算");
            });
    assertThat(sent()).doesNotContain("2204");

    assertThat(submit().getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(platform.judge().standing()).hasSize(1);
  }

  /** Two messages of charges, one question about them. */
  @Test
  void aStaysChargesAreAskedAboutOnceWhenTheyGoUp() throws Exception {
    open("");
    StayBill stay = new StayBill(node, "0072");
    platform.insure(stay.resident.person);
    seed(new SeededHit("3101", FIRST, "R0101", "超量开药", "超过七日用量"));

    ClaimResponse uploaded =
        node.response(
            node.desk()
                .upload(
                    InsuranceNode.EMR,
                    stay.claim("D1", 1, 3),
                    stay.resident.credential,
                    Bill.COUNTER));

    assertThat(uploaded.getOutcome()).isEqualTo(RemittanceOutcome.PARTIAL);
    assertThat(sent()).containsSubsequence("2401", "3101", "2301", "2301").doesNotContain("3102");
    assertThat(platform.callCounts()).containsEntry("3101", 1L);
    assertThat(issues(uploaded))
        .extracting(issue -> issue.getEvidenceFirstRep().getCodeFirstRep().getText())
        .containsExactlyInAnyOrder("Claim.item[0]", "Claim.item[1]", "Claim.item[2]");
    assertThat(uploaded.getProcessNote())
        .filteredOn(note -> note.getText().startsWith("[R0101]"))
        .hasSize(3);
  }

  @Test
  void aRunOutSignInIsRenewedBeforeTheAuditCountsAsSilent() throws Exception {
    open(", silence: refuse");
    platform.faults(InsuranceFault.of(Kind.SIGN_IN_EXPIRED, Point.BEFORE).on("3101").times(1));

    assertThat(submit().getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(platform.callCounts()).containsEntry("3101", 2L);
  }
}
