package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.integration.insurance.supervise.SupervisionSettings;
import org.xiangqiao.programmes.supervision.RuleAction;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.TestPostgres;

/** A county that refuses what is charged twice, over a real database and two nodes. */
class SupervisedSettlementTest {

  private static final SupervisionSettings COUNTY =
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
  private InsuranceNode one;
  private InsuranceNode other;
  private Bill bill;

  @BeforeEach
  void open() {
    String jdbcUrl = TestPostgres.jdbcUrl();
    one = new InsuranceNode(jdbcUrl, platform.url(), Duration.ofSeconds(20), COUNTY).work();
    other = new InsuranceNode(jdbcUrl, platform.url(), Duration.ofSeconds(20), COUNTY).work();
    bill = new Bill(one, "0031");
    platform.insure(bill.person);
  }

  @AfterEach
  void close() {
    one.close();
    other.close();
    platform.close();
  }

  private ClaimResponse submit(InsuranceNode at, String identifier) throws InterruptedException {
    return at.response(
        at.desk().submit(InsuranceNode.EMR, bill.claim(identifier), bill.credential, Bill.COUNTER));
  }

  private List<DetectedIssue> issues(ClaimResponse response) {
    return one
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
        .toList();
  }

  @Test
  void ofTwoEqualBillsAtOnceOneIsSettledAndTheOtherWhenThatIsCancelled() throws Exception {
    ExecutorService counters = Executors.newFixedThreadPool(2);
    List<ClaimResponse> answers = new ArrayList<>();
    try {
      List<Callable<ClaimResponse>> calls =
          List.of(() -> submit(one, "C1"), () -> submit(other, "C2"));
      for (Future<ClaimResponse> call : counters.invokeAll(calls)) {
        answers.add(call.get());
      }
    } finally {
      counters.shutdownNow();
    }
    assertThat(answers)
        .extracting(ClaimResponse::getOutcome)
        .containsExactlyInAnyOrder(RemittanceOutcome.COMPLETE, RemittanceOutcome.ERROR);
    assertThat(platform.judge().standing()).hasSize(1);
    boolean firstSettled = answers.get(0).getOutcome() == RemittanceOutcome.COMPLETE;
    ClaimResponse settled = answers.get(firstSettled ? 0 : 1);
    ClaimResponse refused = answers.get(firstSettled ? 1 : 0);
    assertThat(issues(settled)).isEmpty();
    assertThat(issues(refused))
        .hasSize(2)
        .extracting(DetectedIssue::getStatus)
        .containsOnly(DetectedIssueStatus.FINAL);

    one.desk()
        .cancel(
            InsuranceNode.EMR,
            settled.getRequest().getReferenceElement().getIdPart(),
            false,
            Bill.COUNTER);
    ClaimResponse again = submit(other, firstSettled ? "C2" : "C1");
    assertThat(again.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(again.getProcessNote()).noneMatch(note -> note.getText().contains("duplicate"));
    assertThat(issues(refused))
        .hasSize(2)
        .extracting(DetectedIssue::getStatus)
        .containsOnly(DetectedIssueStatus.CANCELLED);
    assertThat(platform.judge().standing()).hasSize(1);
    assertThat(platform.judge().doubles()).isEmpty();
  }
}
