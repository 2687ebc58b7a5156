package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.desk.DeskException.Reason;
import org.xiangqiao.mappings.insurance.fhir.Credential;
import org.xiangqiao.simulators.insurance.InsuranceFault;
import org.xiangqiao.simulators.insurance.InsuranceFault.Kind;
import org.xiangqiao.simulators.insurance.InsuranceFault.Point;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.store.TestPostgres;

/** Partial refunds over a real database and a platform that fails; its ledger is the judge. */
class RefundTest {

  private final InsurancePlatform platform = InsurancePlatform.start();
  private final String database = TestPostgres.jdbcUrl();
  private InsuranceNode node;
  private Bill bill;
  private ClaimResponse settled;
  private String former;

  @BeforeEach
  void open() throws InterruptedException {
    node = node();
    bill = new Bill(node, "0051");
    platform.insure(bill.person);
    settled =
        node.response(
            node.desk().submit(InsuranceNode.EMR, bill.claim(), bill.credential, Bill.COUNTER));
    former = settled.getRequest().getReferenceElement().getIdPart();
    assertStanding("70.00");
  }

  @AfterEach
  void close() {
    node.close();
    platform.close();
  }

  private InsuranceNode node() {
    return new InsuranceNode(database, platform.url(), Duration.ofSeconds(20)).work();
  }

  /** The first of both lines stays. */
  private Claim stays(String identifier) {
    Claim claim = bill.claim(identifier);
    claim.getItem().remove(1);
    claim.setTotal(new Money().setCurrency("CNY").setValue(new BigDecimal("30.00")));
    claim.addRelated().setClaim(new Reference("Claim/" + former));
    return claim;
  }

  private ClaimResponse refund(Claim claim, Credential shown) throws InterruptedException {
    return node.response(
        node.refunds().refund(InsuranceNode.EMR, former, claim, shown, Bill.COUNTER));
  }

  private ClaimResponse refund(Claim claim) throws InterruptedException {
    return refund(claim, bill.credential);
  }

  private ClaimResponse read(ClaimResponse answer) {
    return node.response(
        node.store
            .read(InsuranceNode.EMR, "ClaimResponse", answer.getIdElement().getIdPart())
            .orElseThrow());
  }

  private Task shown() {
    return task(node.jdbc.queryForObject("select task_id from insurance_refund", String.class));
  }

  private Task task(String id) {
    return InsuranceNode.FHIR
        .newJsonParser()
        .parseResource(
            Task.class, node.store.read(InsuranceNode.EMR, "Task", id).orElseThrow().json());
  }

  private Task askedOfAPerson() {
    return task(node.jdbc.queryForObject("select person_task from insurance_refund", String.class));
  }

  private void assertShown(TaskStatus status, String state, String chinese, String english) {
    Task task = shown();
    assertThat(task.getStatus()).isEqualTo(status);
    assertThat(task.getBusinessStatus().getCodingFirstRep().getCode()).isEqualTo(state);
    assertThat(task.getBusinessStatus().getText()).contains(chinese, english);
    assertThat(read(settled).getProcessNote())
        .as("the answer to the former bill")
        .anyMatch(note -> note.getText().contains(chinese))
        .anyMatch(note -> note.getText().contains(english));
  }

  private void assertStanding(String total) {
    assertThat(platform.judge().standing())
        .singleElement()
        .satisfies(one -> assertThat(one.amounts().total()).isEqualByComparingTo(total));
    assertThat(platform.judge().doubles()).isEmpty();
    assertThat(platform.judge().balances()).isTrue();
  }

  private long calls(String infno) {
    return platform.callCounts().getOrDefault(infno, 0L);
  }

  private static void refused(Reason reason, String place, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            DeskException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(reason);
              assertThat(e.place()).contains(place);
            });
  }

  @Test
  void theFormerSettlementIsCancelledAndTheNewBillSettled() throws Exception {
    ClaimResponse answer = refund(stays("R1"));

    assertThat(answer.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(answer.getItem()).hasSize(1);
    assertStanding("30.00");
    assertShown(TaskStatus.COMPLETED, "done", "已完成", "done");
    Task task = shown();
    assertThat(task.getCode().getCodingFirstRep().getCode()).isEqualTo("reprocess");
    assertThat(task.getFocus().getReference()).isEqualTo(answer.getRequest().getReference());
    assertThat(task.getReasonReference().getReference()).isEqualTo("Claim/" + former);
    assertThat(task.getOutput())
        .extracting(one -> ((Reference) one.getValue()).getReference())
        .containsExactly(
            "ClaimResponse/" + answer.getIdElement().getIdPart(),
            "ClaimResponse/" + settled.getIdElement().getIdPart());
    assertThat(read(settled).getStatus()).isEqualTo(ClaimResponse.ClaimResponseStatus.CANCELLED);
    assertThat(answer.getProcessNote()).anyMatch(note -> note.getText().contains("差额"));

    int calls = platform.calls().size();
    assertThat(refund(stays("R1")).getMeta().getVersionId())
        .isEqualTo(answer.getMeta().getVersionId());
    refused(Reason.OTHER_BILLS, "related", () -> refund(stays("R2")));
    assertThat(platform.calls()).hasSize(calls);
  }

  @Test
  void ofSixteenAtOnceOnTwoNodesThereIsOne() throws Exception {
    ExecutorService counters = Executors.newFixedThreadPool(16);
    try (InsuranceNode other = node()) {
      List<Callable<ClaimResponse>> calls = new ArrayList<>();
      for (int n = 0; n < 16; n++) {
        InsuranceNode at = n % 2 == 0 ? node : other;
        calls.add(
            () ->
                at.response(
                    at.refunds()
                        .refund(
                            InsuranceNode.EMR,
                            former,
                            stays("R1"),
                            bill.credential,
                            Bill.COUNTER)));
      }
      for (Future<ClaimResponse> call : counters.invokeAll(calls)) {
        assertThat(call.get().getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
      }
    } finally {
      counters.shutdownNow();
    }
    assertStanding("30.00");
    assertThat(calls("2208")).isEqualTo(1);
    assertThat(calls("2207")).isEqualTo(2);
    assertThat(node.jdbc.queryForObject("select count(*) from resource_task", Long.class))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2208", "2205", "2204", "2207"})
  void aLostAnswerIsLookedForAndTheRefundGoesOn(String infno) throws Exception {
    platform.faults(InsuranceFault.of(Kind.DROP, Point.AFTER).on(infno).times(1));
    assertThat(refund(stays("R1")).getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertStanding("30.00");
    assertShown(TaskStatus.COMPLETED, "done", "已完成", "done");
  }

  @ParameterizedTest
  @EnumSource(Point.class)
  void theAnswerToTheFormerBillIsNotTakenForTheNewOnes(Point point) throws Exception {
    platform.faults(InsuranceFault.of(Kind.STALE_ANSWER, point).on("2207").times(1));
    refund(stays("R1"));
    // What was not booked is handed in again.
    assertThat(refund(stays("R1")).getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertStanding("30.00");
    assertThat(
            node.jdbc.queryForList(
                "select settlement from insurance_booking group by 1 having sum(total) <> 0",
                String.class))
        .containsExactly(platform.judge().standing().get(0).id());
  }

  @Test
  void aCancelThatIsRefusedLeavesTheFormerSettlementAndSaysSo() throws Exception {
    platform.faults(InsuranceFault.refuse("就诊凭证与人员编号不符").on("2208"));
    ClaimResponse answer = refund(stays("R1"));

    assertThat(answer.getOutcome()).isEqualTo(RemittanceOutcome.ERROR);
    assertThat(answer.getErrorFirstRep().getCode().getCodingFirstRep().getCode())
        .isEqualTo("not-cancelled");
    assertShown(TaskStatus.FAILED, "not-cancelled", "原结算仍然有效", "It stands");
    assertThat(read(settled).getStatus()).isEqualTo(ClaimResponse.ClaimResponseStatus.ACTIVE);
    assertStanding("70.00");

    ClaimResponse submitted =
        node.response(
            node.desk().submit(InsuranceNode.EMR, stays("R1"), bill.credential, Bill.COUNTER));
    assertThat(submitted.getOutcome()).as("not by the other door").isEqualTo(answer.getOutcome());
    assertThat(calls("2207")).isEqualTo(1);

    platform.faults(List.of());
    assertThat(refund(stays("R1")).getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertStanding("30.00");
  }

  @Test
  void aNewBillThatIsRefusedIsToldLoudlyAndMayBeMended() throws Exception {
    platform.faults(InsuranceFault.refuse("费用明细与诊断不符").on("2204"));
    ClaimResponse answer = refund(stays("R1"));

    assertThat(answer.getOutcome()).isEqualTo(RemittanceOutcome.ERROR);
    assertThat(answer.getProcessNote()).anyMatch(note -> note.getText().contains("新收费单未结算"));
    assertShown(TaskStatus.ONHOLD, "cancelled-not-resettled", "原结算已撤销，新收费单未结算", "NOT settled");
    Task person = askedOfAPerson();
    assertThat(person.getStatus()).isEqualTo(TaskStatus.REQUESTED);
    assertThat(person.getPriority()).isEqualTo(Task.TaskPriority.URGENT);
    assertThat(person.getFocus().getReference()).isEqualTo(answer.getRequest().getReference());
    assertThat(platform.judge().standing()).isEmpty();

    platform.faults(List.of());
    Claim mended = stays("R1");
    mended.getSupportingInfo().get(2).getCode().getCodingFirstRep().setCode("咽痛");
    assertThat(refund(mended).getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertStanding("30.00");
    assertShown(TaskStatus.COMPLETED, "done", "已完成", "done");
    assertThat(askedOfAPerson().getStatus()).isEqualTo(TaskStatus.COMPLETED);
  }

  @Test
  void whatANodeLeftBetweenCancelAndSettlementAnotherOneGoesOnWith() throws Exception {
    // The node dies in the moment when it notes that the former settlement is gone.
    node.jdbc.execute(
        """
        create function power_cut() returns trigger language plpgsql as
        $$ begin raise exception 'power cut'; end $$;
        create trigger power_cut before update on insurance_refund
        for each row when (new.state = 'resettling') execute function power_cut()""");
    ExecutorService counter = Executors.newSingleThreadExecutor();
    counter.submit(() -> refund(stays("R1")));
    await().until(() -> platform.judge().standing().isEmpty() && calls("2205") == 1);
    await()
        .until(
            () ->
                node.jdbc.queryForObject(
                        "select count(*) from insurance_case where open", Long.class)
                    == 0);
    counter.shutdownNow();
    node.close();
    node = node();
    node.jdbc.execute("drop trigger power_cut on insurance_refund");
    node.jdbc.update("update insurance_refund set not_before = now()");

    await().atMost(Duration.ofSeconds(20)).until(() -> shown().getStatus() == TaskStatus.ONHOLD);
    assertShown(TaskStatus.ONHOLD, "needs-credential", "请重新读卡或扫码", "Read the patient's card");
    assertThat(platform.judge().standing()).isEmpty();

    assertThat(refund(stays("R1")).getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertStanding("30.00");
    assertThat(calls("2208")).isEqualTo(1);
    assertShown(TaskStatus.COMPLETED, "done", "已完成", "done");
  }

  @Test
  void pastTheCutOffAPersonIsAskedAndNothingIsSent() throws Exception {
    node.jdbc.update("update insurance_booking set settled_at = settled_at - interval '1 day'");
    ClaimResponse answer = refund(stays("R1"));

    assertThat(answer.getOutcome()).isEqualTo(RemittanceOutcome.ERROR);
    assertShown(TaskStatus.REJECTED, "past-cut-off", "撤销期限", "older than can be cancelled");
    Task person = askedOfAPerson();
    assertThat(person.getStatus()).isEqualTo(TaskStatus.REQUESTED);
    assertThat(person.getFocus().getReference()).isEqualTo("Claim/" + former);
    assertThat(calls("2208")).isZero();
    assertStanding("70.00");
  }

  @Test
  void whatIsMissingIsToldBeforeAnythingIsTouched() throws Exception {
    Claim unpriced = stays("R1");
    unpriced.getItemFirstRep().setUnitPrice(null);
    refused(Reason.INCOMPLETE, "unitPrice", () -> refund(unpriced));
    Claim unrelated = stays("R1");
    unrelated.setRelated(null);
    refused(Reason.INCOMPLETE, "related", () -> refund(unrelated));
    refused(Reason.INCOMPLETE, "credential", () -> refund(stays("R1"), null));
    Bill other = new Bill(node, "0052");
    Claim ofAnother = other.claim("R1");
    ofAnother.addRelated().setClaim(new Reference("Claim/" + former));
    refused(Reason.OTHER_CONTENT, "encounter", () -> refund(ofAnother));

    assertThat(calls("2208")).isZero();
    assertThat(node.jdbc.queryForObject("select count(*) from insurance_refund", Long.class))
        .isZero();
    assertThat(refund(stays("R1")).getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
  }

  @Test
  void anIdentifierThatWasHandedInOtherwiseIsRefused() throws Exception {
    Claim other = stays("R1");
    assertThat(refund(stays("R1")).getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    other.setTotal(new Money().setCurrency("CNY").setValue(new BigDecimal("31.00")));
    refused(Reason.OTHER_CONTENT, "identifier", () -> refund(other));
    refused(Reason.OTHER_CONTENT, "identifier", () -> refund(bill.claim()));
  }

  @Test
  void aStayIsTakenBackAndSettledWithTheLinesThatStay() throws Exception {
    StayBill stay = new StayBill(node, "0053");
    platform.insure(stay.resident.person);
    stay.discharged();
    settled =
        node.response(
            node.desk()
                .submit(
                    InsuranceNode.EMR,
                    stay.claim("S1", 1, 4),
                    stay.resident.credential,
                    Bill.COUNTER));
    assertThat(settled.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    former = settled.getRequest().getReferenceElement().getIdPart();
    Claim claim = stay.claim("S2", 1, 3);
    claim.addRelated().setClaim(new Reference("Claim/" + former));

    ClaimResponse answer = refund(claim, stay.resident.credential);
    assertThat(answer.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(answer.getItem()).hasSize(3);
    assertThat(calls("2305")).isEqualTo(1);
    assertThat(calls("2405")).isEqualTo(1);
    assertThat(calls("2304")).isEqualTo(2);
    assertThat(platform.judge().standing()).hasSize(2);
    assertThat(platform.judge().doubles()).isEmpty();
  }
}
