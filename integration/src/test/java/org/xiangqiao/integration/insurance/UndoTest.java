package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.simulators.insurance.InsuranceFault;
import org.xiangqiao.simulators.insurance.InsuranceFault.Kind;
import org.xiangqiao.simulators.insurance.InsuranceFault.Point;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.store.TestPostgres;
import org.xiangqiao.store.WriteOperation;

/** Settlements taken back by a Task, over a real database and a platform that fails. */
class UndoTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final InsurancePlatform platform = InsurancePlatform.start();
  private final String url = TestPostgres.jdbcUrl();
  private InsuranceNode node;
  private Bill bill;
  private ClaimResponse settled;

  @BeforeEach
  void open() throws InterruptedException {
    node = new InsuranceNode(url, platform.url(), Duration.ofSeconds(20)).work();
    bill = new Bill(node, "0031");
    platform.insure(bill.person);
    settled =
        node.response(
            node.desk().submit(InsuranceNode.EMR, bill.claim(), bill.credential, Bill.COUNTER));
    assertThat(platform.judge().standing()).hasSize(1);
  }

  @AfterEach
  void close() {
    node.close();
    platform.close();
  }

  private String post(boolean withVisit) {
    Task task = new Task();
    task.setStatus(TaskStatus.REQUESTED);
    task.setIntent(Task.TaskIntent.ORDER);
    task.setCode(
        new CodeableConcept(
            new Coding("http://terminology.hl7.org/CodeSystem/financialtaskcode", "cancel", null)));
    task.setFocus(new Reference(settled.getRequest().getReference()));
    if (withVisit) {
      task.addInput()
          .setType(new CodeableConcept().setText("visit"))
          .setValue(new BooleanType(true));
    }
    return node.create(task);
  }

  private Task task(String id) {
    return InsuranceNode.FHIR
        .newJsonParser()
        .parseResource(
            Task.class, node.store.read(InsuranceNode.EMR, "Task", id).orElseThrow().json());
  }

  private Task awaited(String id, TaskStatus status) {
    await().atMost(LONG).until(() -> task(id).getStatus() == status);
    return task(id);
  }

  @Test
  void aTaskTakesSettlementDetailsAndVisitBackOnce() {
    String id = post(true);
    Task done = awaited(id, TaskStatus.COMPLETED);

    assertThat(platform.judge().standing()).isEmpty();
    assertThat(platform.visits()).isZero();
    assertThat(done.getMeta().getVersionId()).isEqualTo("3");
    String answer = ((Reference) done.getOutputFirstRep().getValue()).getReference();
    assertThat(answer).isEqualTo("ClaimResponse/" + settled.getIdElement().getIdPart());
    assertThat(
            node.response(
                    node.store
                        .read(
                            InsuranceNode.EMR, "ClaimResponse", settled.getIdElement().getIdPart())
                        .orElseThrow())
                .getStatus())
        .isEqualTo(ClaimResponse.ClaimResponseStatus.CANCELLED);

    assertThat(awaited(post(true), TaskStatus.COMPLETED).getOutput()).hasSize(1);
    assertThat(platform.callCounts()).containsEntry("2208", 1L);
  }

  @Test
  void aCancelThatThePlatformRefusesFailsWithItsReason() {
    platform.faults(InsuranceFault.refuse("就诊凭证与人员编号不符").on("2208"));
    Task failed = awaited(post(false), TaskStatus.FAILED);

    assertThat(failed.getStatusReason().getCodingFirstRep().getCode()).isEqualTo("not-cancelled");
    assertThat(failed.getStatusReason().getText()).contains("原结算仍然有效", "it stands");
    assertThat(platform.judge().standing()).hasSize(1);
  }

  @Test
  void aLostAnswerIsLookedForBeforeTheTaskEnds() {
    platform.faults(InsuranceFault.of(Kind.DROP, Point.AFTER).on("2208").times(1));
    awaited(post(false), TaskStatus.COMPLETED);
    assertThat(platform.judge().standing()).isEmpty();
    assertThat(platform.callCounts()).containsEntry("2208", 1L).doesNotContainKey("2601");
  }

  @Test
  void pastTheCutOffAPersonIsAskedAndNothingIsSent() {
    node.jdbc.update("update insurance_booking set settled_at = settled_at - interval '1 day'");
    String id = post(false);
    Task rejected = awaited(id, TaskStatus.REJECTED);

    assertThat(rejected.getStatusReason().getCodingFirstRep().getCode()).isEqualTo("past-cut-off");
    assertThat(platform.callCounts()).doesNotContainKey("2208");
    List<String> others =
        node.jdbc.queryForList(
            "select fhir_id from resource_task where fhir_id <> ?", String.class, id);
    assertThat(others).hasSize(1);
    Task person = task(others.get(0));
    assertThat(person.getStatus()).isEqualTo(TaskStatus.REQUESTED);
    assertThat(person.getFocus().getReference()).isEqualTo(settled.getRequest().getReference());
    assertThat(person.getBasedOnFirstRep().getReference()).isEqualTo("Task/" + id);
  }

  @Test
  void whatWaitedForThePlatformIsNotCancelledPastTheCutOff() {
    node.close();
    node = new InsuranceNode(url, platform.url(), Duration.ofSeconds(20));
    String id = post(false);
    // A node took it while the platform was down, and will again.
    Task taken = task(id).setStatus(TaskStatus.INPROGRESS);
    node.store.write(
        InsuranceNode.EMR, List.of(new WriteOperation.Update(taken, null, null, null)));
    node.jdbc.update("update insurance_booking set settled_at = settled_at - interval '1 day'");
    node.work();

    Task rejected = awaited(id, TaskStatus.REJECTED);
    assertThat(rejected.getStatusReason().getCodingFirstRep().getCode()).isEqualTo("past-cut-off");
    assertThat(platform.callCounts()).doesNotContainKey("2208");
    assertThat(platform.judge().standing()).hasSize(1);
  }

  @Test
  void aClaimThatWasNeverHandedInFails() {
    settled.getRequest().setReference("Claim/" + node.create(bill.claim("never")));
    assertThat(awaited(post(false), TaskStatus.FAILED).getStatusReason().getCodingFirstRep())
        .satisfies(coding -> assertThat(coding.getCode()).isEqualTo("unknown"));
  }
}
