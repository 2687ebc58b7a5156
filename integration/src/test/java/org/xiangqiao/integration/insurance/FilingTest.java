package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.desk.DeskException.Reason;
import org.xiangqiao.simulators.insurance.InsuranceFault;
import org.xiangqiao.simulators.insurance.InsuranceFault.Kind;
import org.xiangqiao.simulators.insurance.InsuranceFault.Point;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.store.TestPostgres;

/** Filings in advance over a real database and a platform that fails. */
class FilingTest {

  private final InsurancePlatform platform = InsurancePlatform.start();
  private final String database = TestPostgres.jdbcUrl();
  private InsuranceNode node;
  private Bill bill;

  @BeforeEach
  void open() {
    node = node();
    bill = new Bill(node, "0061");
    platform.insure(bill.person);
  }

  @AfterEach
  void close() {
    node.close();
    platform.close();
  }

  private InsuranceNode node() {
    return new InsuranceNode(database, platform.url(), Duration.ofSeconds(20)).work();
  }

  private ClaimResponse file(Claim claim) throws InterruptedException {
    return node.response(node.filings().submit(InsuranceNode.EMR, claim, Bill.COUNTER));
  }

  private ClaimResponse cancel(ClaimResponse filed, boolean withVisit) throws InterruptedException {
    return node.response(
        node.desk()
            .cancel(
                InsuranceNode.EMR,
                filed.getRequest().getReferenceElement().getIdPart(),
                withVisit,
                Bill.COUNTER));
  }

  private long calls(String infno) {
    return platform.callCounts().getOrDefault(infno, 0L);
  }

  private long tasks() {
    return node.jdbc.queryForObject("select count(*) from resource_task", Long.class);
  }

  @Test
  void aProvinceWithoutPathsForFilingsSaysOfWhichTransactions() {
    try (InsuranceNode pathless =
        InsuranceNode.withProfile(
            database,
            platform.url(),
            Duration.ofSeconds(20),
            """
            name: pathless
            transport:
              url: '{base}{path}'
              paths: {'2501': /fsi/api/one, '2503': /fsi/api/two, '2504': /fsi/api/three}
            receiver: {system: HIS, version: 1.0.0}
            """,
            null)) {
      assertThatThrownBy(
              () ->
                  pathless
                      .filings()
                      .submit(InsuranceNode.EMR, Filing.referral(bill, "R2"), Bill.COUNTER))
          .isInstanceOfSatisfying(
              DeskException.class,
              e -> {
                assertThat(e.reason()).isEqualTo(Reason.NO_PATH);
                assertThat(e.arguments()).containsExactly("2502");
              });
    }
    assertThat(platform.callCounts()).doesNotContainKey("2501");
  }

  @Test
  void aReferralIsFiledOnceAndCancelled() throws Exception {
    ClaimResponse filed = file(Filing.referral(bill, "R1"));
    assertThat(filed.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(filed.getUse()).isEqualTo(ClaimResponse.Use.PREAUTHORIZATION);
    assertThat(filed.getPreAuthRef()).isNotBlank();
    assertThat(filed.getPreAuthPeriod().getEndElement().asStringValue()).isEqualTo("2026-06-30");
    assertThat(file(Filing.referral(bill, "R1")).getMeta().getVersionId())
        .isEqualTo(filed.getMeta().getVersionId());
    assertThat(calls("2501")).isEqualTo(1);

    assertThat(cancel(filed, true).getStatus())
        .isEqualTo(ClaimResponse.ClaimResponseStatus.CANCELLED);
    assertThat(cancel(filed, false).getDisposition()).isEqualTo("备案已撤销。");
    assertThat(calls("2502")).isEqualTo(1);
    assertThat(node.steps()).containsExactly("2501 booked", "2502 booked");
  }

  @Test
  void aDiseaseIsFiledOnceHoweverManyAskAndCancelled() throws Exception {
    ExecutorService counters = Executors.newFixedThreadPool(16);
    ClaimResponse filed = null;
    try (InsuranceNode other = node()) {
      List<Callable<ClaimResponse>> calls = new ArrayList<>();
      for (int n = 0; n < 16; n++) {
        InsuranceNode at = n % 2 == 0 ? node : other;
        calls.add(
            () ->
                at.response(
                    at.filings()
                        .submit(InsuranceNode.EMR, Filing.disease(bill, "D1"), Bill.COUNTER)));
      }
      for (Future<ClaimResponse> call : counters.invokeAll(calls)) {
        filed = call.get();
        assertThat(filed.getPreAuthRef()).isNotBlank();
      }
    } finally {
      counters.shutdownNow();
    }
    assertThat(calls("2503")).isEqualTo(1);
    assertThat(cancel(filed, false).getStatus())
        .isEqualTo(ClaimResponse.ClaimResponseStatus.CANCELLED);
    assertThat(calls("2504")).isEqualTo(1);
  }

  @Test
  void aLostDiseaseFilingIsLookedUpAndNotSentAgain() throws Exception {
    platform.faults(InsuranceFault.of(Kind.DROP, Point.AFTER).on("2503").times(1));
    ClaimResponse filed = file(Filing.disease(bill, "D1"));
    assertThat(filed.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(filed.hasPreAuthRef()).isFalse();
    assertThat(filed.getProcessNote()).anyMatch(note -> note.getText().contains("流水号未知"));
    assertThat(calls("2503")).isEqualTo(1);
    assertThat(calls("5301")).isEqualTo(1);

    // Its number is not known: nothing is sent, and it stays on file.
    assertThat(cancel(filed, false).getStatus())
        .isEqualTo(ClaimResponse.ClaimResponseStatus.ACTIVE);
    assertThat(calls("2504")).isZero();
  }

  @Test
  void aDiseaseFilingThatNeverArrivedIsSentAgain() throws Exception {
    platform.faults(InsuranceFault.of(Kind.DROP, Point.BEFORE).on("2503").times(1));
    assertThat(file(Filing.disease(bill, "D1")).getPreAuthRef()).isNotBlank();
    assertThat(calls("5301")).isEqualTo(2);
    assertThat(node.steps()).containsExactly("2503 not-booked", "2503 booked");
  }

  @Test
  void aLostCancelOfADiseaseFilingIsLookedUp() throws Exception {
    ClaimResponse filed = file(Filing.disease(bill, "D1"));
    platform.faults(InsuranceFault.of(Kind.DROP, Point.AFTER).on("2504").times(1));
    assertThat(cancel(filed, false).getStatus())
        .isEqualTo(ClaimResponse.ClaimResponseStatus.CANCELLED);
    assertThat(calls("2504")).isEqualTo(1);
  }

  @Test
  void aLostReferralIsForAPersonAndNeverSentAgain() throws Exception {
    platform.faults(InsuranceFault.of(Kind.DROP, Point.AFTER).on("2501").times(1));
    ClaimResponse unsure = file(Filing.referral(bill, "R1"));
    assertThat(unsure.getOutcome()).isEqualTo(RemittanceOutcome.QUEUED);
    assertThat(tasks()).isEqualTo(1);
    assertThat(node.steps()).containsExactly("2501 needs-person");
    file(Filing.referral(bill, "R1"));
    assertThat(calls("2501")).isEqualTo(1);
  }

  @Test
  void whatIsRefusedIsToldAndMayBeMended() throws Exception {
    platform.faults(InsuranceFault.refuse("该病种鉴定机构不符").on("2503").times(1));
    ClaimResponse refused = file(Filing.disease(bill, "D1"));
    assertThat(refused.getOutcome()).isEqualTo(RemittanceOutcome.ERROR);
    assertThat(refused.getErrorFirstRep().getCode().getText()).contains("该病种鉴定机构不符");

    Claim mended = Filing.disease(bill, "D1");
    mended.getFacility().setDisplay("青河县第二人民医院");
    assertThat(file(mended).getPreAuthRef()).isNotBlank();
    assertThatThrownBy(() -> file(Filing.disease(bill, "D1")))
        .isInstanceOfSatisfying(
            DeskException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OTHER_CONTENT));
  }

  @Test
  void whatIsMissingIsNamedAndNothingIsSent() throws Exception {
    Claim unreasoned = Filing.referral(bill, "R1");
    unreasoned.getSupportingInfo().remove(2);
    ClaimResponse refused = file(unreasoned);
    assertThat(refused.getOutcome()).isEqualTo(RemittanceOutcome.ERROR);
    assertThat(refused.getError())
        .anyMatch(
            error ->
                error.getCode().getText() != null
                    && error.getCode().getText().contains("refl_rea"));
    assertThat(calls("2501")).isZero();
    assertThat(file(Filing.referral(bill, "R1")).getPreAuthRef()).isNotBlank();

    Claim nothing = Filing.referral(bill, "R2");
    nothing.setSupportingInfo(null);
    assertThatThrownBy(() -> file(nothing))
        .isInstanceOfSatisfying(
            DeskException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.INCOMPLETE);
              assertThat(e.place()).isEqualTo("Claim.supportingInfo");
            });
  }

  @Test
  void whatANodeLeftAnotherOneFinishes() throws Exception {
    platform.faults(InsuranceFault.delay(Point.AFTER, Duration.ofSeconds(3)).on("2503").times(1));
    ExecutorService counter = Executors.newSingleThreadExecutor();
    counter.submit(() -> file(Filing.disease(bill, "D1")));
    await().until(() -> calls("2503") == 1);
    counter.shutdownNow();
    InsuranceNode dying = node;
    node = node();
    dying.close();
    node.jdbc.update("update insurance_person set lease_until = now()");
    node.jdbc.update("update insurance_case set not_before = now() where open");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                node.jdbc
                    .queryForObject(
                        "select state from insurance_case where kind = 'claim'", String.class)
                    .equals("booked"));
    assertThat(calls("2503")).isEqualTo(1);
  }
}
