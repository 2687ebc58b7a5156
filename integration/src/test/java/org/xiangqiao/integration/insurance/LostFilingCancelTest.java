package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.ClaimResponseStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xiangqiao.simulators.insurance.InsuranceFault;
import org.xiangqiao.simulators.insurance.InsuranceFault.Kind;
import org.xiangqiao.simulators.insurance.InsuranceFault.Point;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.store.TestPostgres;

/** Cancels of filings (2502, 2504) whose answer is lost, on the way there or back. */
class LostFilingCancelTest {

  private final InsurancePlatform platform = InsurancePlatform.start();
  private InsuranceNode node;
  private Bill bill;

  private void open(String nothingToUndo) {
    String profile =
        InsuranceNode.profile("").replace("nothingToUndo: [", "nothingToUndo: [" + nothingToUndo);
    node =
        InsuranceNode.withProfile(
                TestPostgres.jdbcUrl(), platform.url(), Duration.ofSeconds(20), profile, null)
            .work();
    bill = new Bill(node, "0062");
    platform.insure(bill.person);
  }

  @AfterEach
  void close() {
    node.close();
    platform.close();
  }

  private ClaimResponse filed(String cancel) throws InterruptedException {
    Claim claim = cancel.equals("2502") ? Filing.referral(bill, "F1") : Filing.disease(bill, "F1");
    ClaimResponse filed =
        node.response(node.filings().submit(InsuranceNode.EMR, claim, Bill.COUNTER));
    assertThat(filed.getPreAuthRef()).isNotBlank();
    return filed;
  }

  private ClaimResponse cancel(ClaimResponse filed) throws InterruptedException {
    return node.response(
        node.desk()
            .cancel(
                InsuranceNode.EMR,
                filed.getRequest().getReferenceElement().getIdPart(),
                false,
                Bill.COUNTER));
  }

  private long calls(String infno) {
    return platform.callCounts().getOrDefault(infno, 0L);
  }

  private long tasks() {
    return node.jdbc.queryForObject("select count(*) from resource_task", Long.class);
  }

  /**
   * What the platform may have done is asked for (5301) where there is a question, else sent again:
   * that it is not on file any more then means that the lost one was done.
   */
  @ParameterizedTest
  @CsvSource({
    "2502, BEFORE, 1, 2, 0",
    "2502, AFTER, 1, 2, 0",
    "2502, AFTER, 2, 3, 0",
    "2504, BEFORE, 1, 2, 2",
    "2504, AFTER, 1, 1, 2"
  })
  void isCancelledAtThePlatformAndHere(
      String infno, Point lost, int times, long sent, long questions) throws Exception {
    open("'备案不存在', ");
    ClaimResponse filed = filed(infno);
    platform.faults(InsuranceFault.of(Kind.DROP, lost).on(infno).times(times));
    ClaimResponse cancelled = cancel(filed);
    assertThat(cancelled.getStatus()).isEqualTo(ClaimResponseStatus.CANCELLED);
    assertThat(cancelled.getDisposition()).isEqualTo("备案已撤销。");
    assertThat(calls(infno)).isEqualTo(sent);
    assertThat(calls("5301")).isEqualTo(questions);
    assertThat(tasks()).isZero();

    // Once it is done, nothing is sent any more.
    assertThat(cancel(filed).getStatus()).isEqualTo(ClaimResponseStatus.CANCELLED);
    assertThat(calls(infno)).isEqualTo(sent);
  }

  /** Where the province's text for it is not known yet, or says something else. */
  @ParameterizedTest
  @CsvSource({"BEFORE, 系统维护", "AFTER,"})
  void aReferralWhoseSecondCancelIsRefusedInOtherWordsIsForAPersonWhoTriesAgain(
      Point lost, String words) throws Exception {
    open("");
    ClaimResponse filed = filed("2502");
    InsuranceFault drop = InsuranceFault.of(Kind.DROP, lost).on("2502").times(1);
    platform.faults(
        words == null
            ? List.of(drop)
            : List.of(drop, InsuranceFault.refuse(words).on("2502").times(1)));
    assertThat(cancel(filed).getStatus()).isEqualTo(ClaimResponseStatus.ACTIVE);
    assertThat(tasks()).isEqualTo(1);
    assertThat(state()).isEqualTo("needs-person");

    cancel(filed);
    assertThat(state())
        .isEqualTo(lost == Point.BEFORE ? "cancelled-not-resettled" : "needs-person");
  }

  private String state() {
    return node.jdbc.queryForObject(
        "select state from insurance_case where kind = 'claim'", String.class);
  }
}
