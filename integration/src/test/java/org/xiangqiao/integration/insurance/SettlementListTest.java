package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Procedure.ProcedureStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.integration.insurance.book.CaseErasure;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.desk.DeskException.Reason;
import org.xiangqiao.integration.insurance.list.ListDesk.AfterLoss;
import org.xiangqiao.integration.insurance.list.ListDesk.Release;
import org.xiangqiao.integration.insurance.list.ListMeters;
import org.xiangqiao.integration.insurance.list.ListState;
import org.xiangqiao.mappings.insurance.fhir.InsuranceSystems;
import org.xiangqiao.mappings.insurance.fhir.SettlementListForm;
import org.xiangqiao.simulators.insurance.InsuranceFault;
import org.xiangqiao.simulators.insurance.InsuranceFault.Kind;
import org.xiangqiao.simulators.insurance.InsuranceFault.Point;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.store.TestPostgres;

/** Settlement lists of stays (4101A), over a real database and a platform that fails. */
class SettlementListTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final SettlementListForm INVOICE =
      form("bill_code", "99060126", "bill_no", "0000012345");
  private static final SettlementListForm CODER =
      form("medins_fill_psn", "钱编码", "medins_fill_dept", "病案室");
  private static final SettlementListForm NOTHING = SettlementListForm.EMPTY;

  private final InsurancePlatform platform = InsurancePlatform.start();
  private final String url = TestPostgres.jdbcUrl();
  private InsuranceNode node;
  private StayBill stay;
  private String claim;

  @AfterEach
  void close() {
    node.close();
    platform.close();
  }

  private void settled(boolean repeatable) throws InterruptedException {
    node = open(repeatable).work();
    stay = new StayBill(node, "0041");
    platform.insure(stay.resident.person);
    stay.discharged();
    ClaimResponse answer =
        node.response(
            node.desk()
                .submit(
                    InsuranceNode.EMR,
                    stay.claim("C41", 1, 2),
                    stay.resident.credential,
                    Bill.COUNTER));
    claim = answer.getRequest().getReferenceElement().getIdPart();
  }

  private InsuranceNode open(boolean repeatable) {
    return InsuranceNode.withProfile(
        url,
        platform.url(),
        Duration.ofSeconds(20),
        "settlementList: {uploads: true, repeatable: " + repeatable + "}\n",
        null);
  }

  private static SettlementListForm form(String... pairs) {
    return pairs.length == 2
        ? new SettlementListForm(Map.of(pairs[0], pairs[1]), Map.of())
        : new SettlementListForm(Map.of(pairs[0], pairs[1], pairs[2], pairs[3]), Map.of());
  }

  private Release release(SettlementListForm given) {
    return release(given, null);
  }

  private Release release(SettlementListForm given, AfterLoss found) {
    return node.settlementLists().release(InsuranceNode.EMR, claim, given, found);
  }

  private ListState state() {
    return release(NOTHING).state();
  }

  /** As soon as the Task shows the state. */
  private Task awaited(ListState state) {
    await()
        .atMost(LONG)
        .until(
            () ->
                release(NOTHING).taskId() != null
                    && task()
                        .getBusinessStatus()
                        .getCodingFirstRep()
                        .getCode()
                        .equals(state.code()));
    assertThat(state()).isEqualTo(state);
    return task();
  }

  private Task task() {
    String id = release(NOTHING).taskId();
    return InsuranceNode.FHIR
        .newJsonParser()
        .parseResource(
            Task.class, node.store.read(InsuranceNode.EMR, "Task", id).orElseThrow().json());
  }

  private long calls() {
    return platform.callCounts().getOrDefault("4101A", 0L);
  }

  private List<String> lists() {
    return platform.settlementLists().values().stream().flatMap(List::stream).toList();
  }

  private void refused(Reason reason, SettlementListForm given) {
    assertThatThrownBy(() -> release(given))
        .isInstanceOfSatisfying(DeskException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void waitsForInvoiceAndCoderAndGoesUpOnce() throws Exception {
    settled(false);
    Task waiting = awaited(ListState.WAITING_INVOICE);
    assertThat(waiting.getStatus()).isEqualTo(TaskStatus.REQUESTED);
    assertThat(waiting.getFocus().getReference()).isEqualTo("Claim/" + claim);
    assertThat(waiting.getFor().getReference()).startsWith("Patient/");
    assertThat(waiting.getBusinessStatus().getText()).contains("等待票据", "Waits for the invoice");

    assertThat(release(INVOICE).state()).isEqualTo(ListState.WAITING_CODER);
    assertThat(release(NOTHING).lacking()).contains("medcasno").doesNotContain("bill_no");
    awaited(ListState.WAITING_CODER);
    assertThat(calls()).isZero();
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    new ListMeters(node.jdbc, meters).count();
    assertThat(
            meters.get("xiangqiao.insurance.lists").tag("state", "waiting-coder").gauge().value())
        .isEqualTo(1);

    stay.coded();
    node.create(operation());
    assertThat(release(CODER).state()).isEqualTo(ListState.QUEUED);
    Task done = awaited(ListState.BOOKED);
    assertThat(done.getStatus()).isEqualTo(TaskStatus.COMPLETED);
    assertThat(done.getIdElement().getIdPart()).isEqualTo(waiting.getIdElement().getIdPart());
    assertThat(lists())
        .singleElement()
        .asString()
        .contains("\"setl_id\":\"" + platform.judge().standing().get(0).id() + "\"")
        .contains("\"bill_no\":\"0000012345\"", "\"medins_fill_psn\":\"钱编码\"")
        .contains("\"diag_code\":\"J18.900\"", "\"oprn_oprt_code\":\"86.2200x011\"");

    release(NOTHING);
    refused(Reason.LIST_SENT, CODER);
    assertThat(calls()).isOne();
  }

  private Procedure operation() {
    Procedure operation = new Procedure();
    operation.setStatus(ProcedureStatus.COMPLETED);
    operation.setSubject(stay.resident.claim().getPatient());
    operation.setEncounter(new Reference("Encounter/" + stay.encounterId));
    operation.setCode(
        new CodeableConcept(new Coding(InsuranceSystems.OPERATION, "86.2200x011", "清创术")));
    operation.setPerformed(new DateTimeType("2026-06-02T09:00:00+08:00"));
    return operation;
  }

  @Test
  void endsWhenTheSettlementIsTakenBack() throws Exception {
    settled(false);
    release(INVOICE);
    node.desk().cancel(InsuranceNode.EMR, claim, false, Bill.COUNTER);

    assertThat(awaited(ListState.ENDED).getStatus()).isEqualTo(TaskStatus.CANCELLED);
    refused(Reason.NO_LIST, CODER);
    assertThat(calls()).isZero();
  }

  @Test
  void aLostAnswerWaitsForAPersonWhereTwiceIsNotKnownToBeAsGoodAsOnce() throws Exception {
    settled(false);
    platform.faults(InsuranceFault.of(Kind.DROP, Point.AFTER).on("4101A").times(1));
    release(INVOICE);
    release(CODER);
    Task lost = awaited(ListState.UNKNOWN);

    assertThat(lost.getStatus()).isEqualTo(TaskStatus.ONHOLD);
    assertThat(lost.getPriority()).isEqualTo(TaskPriority.URGENT);
    String message = lost.getOutputFirstRep().getValue().primitiveValue();
    assertThat(platform.calls()).anyMatch(call -> call.msgid().equals(message));
    refused(Reason.LIST_SENT, CODER);
    assertThat(release(NOTHING, AfterLoss.ARRIVED).state()).isEqualTo(ListState.BOOKED);
    awaited(ListState.BOOKED);
    assertThat(calls()).isOne();
  }

  @Test
  void aLostAnswerIsSentAgainWhereTheLaterReplacesTheFormer() throws Exception {
    settled(true);
    platform.faults(InsuranceFault.of(Kind.DROP, Point.AFTER).on("4101A").times(1));
    release(INVOICE);
    release(CODER);
    awaited(ListState.BOOKED);

    assertThat(calls()).isEqualTo(2);
    assertThat(lists()).hasSize(2);
    assertThat(release(form("medcasno", "BA41")).state()).isEqualTo(ListState.QUEUED);
    await().atMost(LONG).until(() -> lists().size() == 3);
    assertThat(lists().get(2)).contains("\"medcasno\":\"BA41\"");
  }

  @Test
  void whatThePlatformRefusesIsMendedAndReleasedAgain() throws Exception {
    settled(false);
    platform.faults(InsuranceFault.refuse("票据号码 0000012345 与结算不符").on("4101A").times(1));
    release(INVOICE);
    release(CODER);
    Task refused = awaited(ListState.REFUSED);
    assertThat(refused.getStatus()).isEqualTo(TaskStatus.ONHOLD);
    assertThat(refused.getStatusReason().getText()).contains("与结算不符").doesNotContain("0000012345");

    release(form("bill_no", "0000012346"));
    awaited(ListState.BOOKED);
    assertThat(lists())
        .singleElement()
        .asString()
        .contains("\"bill_no\":\"0000012346\"", "\"diag_code\":\"J06.900\"");
  }

  @Test
  void waitsForThePlatformAndIsTakenOverFromANodeThatDied() throws Exception {
    settled(false);
    platform.down();
    release(INVOICE);
    release(CODER);
    awaited(ListState.QUEUED);
    node.close();
    node = open(false);
    node.jdbc.update(
        "update insurance_settlement_list set state = 'sent', message_id = 'gone',"
            + " not_before = now()");
    platform.up();
    node.work();

    awaited(ListState.UNKNOWN);
    release(NOTHING, AfterLoss.AGAIN);
    awaited(ListState.BOOKED);
    assertThat(lists()).hasSize(1);
  }

  @Test
  void refusesFieldsThatNobodySendsAndWhatIsTooLong() throws Exception {
    settled(false);
    refused(Reason.INCOMPLETE, form("no_such_field", "1"));
    release(INVOICE);
    assertThat(state()).isEqualTo(ListState.WAITING_CODER);
  }

  @Test
  void isErasedWithItsClaim() throws Exception {
    settled(false);
    release(INVOICE);
    new CaseErasure(node.jdbc).erase(1, List.of(claim), List.of());
    assertThat(
            node.jdbc.queryForObject("select count(*) from insurance_settlement_list", Long.class))
        .isZero();
  }
}
