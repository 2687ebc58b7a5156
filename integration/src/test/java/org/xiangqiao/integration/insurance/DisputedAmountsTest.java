package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.simulators.insurance.InsuranceFault;
import org.xiangqiao.simulators.insurance.InsuranceFault.Kind;
import org.xiangqiao.simulators.insurance.InsuranceFault.Point;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.store.TestPostgres;

/** Settlements that do not add up: booked as the platform says, and left to a person. */
class DisputedAmountsTest {

  private final InsurancePlatform platform = InsurancePlatform.start();
  private InsuranceNode node;
  private Bill bill;

  @BeforeEach
  void open() {
    node = new InsuranceNode(TestPostgres.jdbcUrl(), platform.url(), Duration.ofSeconds(20)).work();
    bill = new Bill(node, "0021");
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

  private Task task() {
    String id = node.jdbc.queryForObject("select fhir_id from resource_task", String.class);
    return InsuranceNode.FHIR
        .newJsonParser()
        .parseResource(
            Task.class, node.store.read(InsuranceNode.EMR, "Task", id).orElseThrow().json());
  }

  private BigDecimal booked() {
    return node.jdbc.queryForObject("select sum(total) from insurance_booking", BigDecimal.class);
  }

  @Test
  void aTotalThatDiffersIsBookedAsThePlatformSaysAndLeftToAPerson() throws Exception {
    platform.faults(InsuranceFault.of(Kind.OTHER_AMOUNTS, Point.AFTER).on("2207").times(1));
    ClaimResponse response = submit();

    assertThat(platform.judge().standing()).hasSize(1);
    assertThat(node.steps()).contains("2207 booked");
    assertThat(response.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(response.getIdentifierFirstRep().getValue())
        .isEqualTo(platform.judge().standing().get(0).id());
    assertThat(response.getDisposition()).contains("金额有争议");
    assertThat(response.getProcessNoteFirstRep().getText()).startsWith("医疗费总额 71.00 元");
    assertThat(response.getProcessNote())
        .anySatisfy(note -> assertThat(note.getText()).contains("平台为71.00，本地为70.00"))
        .anySatisfy(note -> assertThat(note.getText()).contains("71.00 at the platform"))
        .extracting(note -> note.getNumber())
        .doesNotHaveDuplicates();
    Task task = task();
    assertThat(task.getCode().getCodingFirstRep().getCode()).isEqualTo("disputed");
    assertThat(task.getStatus()).isEqualTo(Task.TaskStatus.REQUESTED);
    assertThat(task.getFocus().getReference()).isEqualTo(response.getRequest().getReference());
    assertThat(task.getDescription()).contains("医疗费总额", "four parts").doesNotContain("测试居民");
    assertThat(booked()).isEqualByComparingTo("71.00");

    assertThat(submit().getDisposition()).contains("金额有争议");
    assertThat(node.jdbc.queryForObject("select count(*) from resource_task", Long.class))
        .isEqualTo(1);
  }

  @Test
  void aSettlementFoundAfterItsAnswerWasLostIsHeldAgainstTheSameSums() throws Exception {
    platform.faults(
        InsuranceFault.dropAfterBooking().on("2207").times(1),
        InsuranceFault.of(Kind.OTHER_AMOUNTS, Point.AFTER).on("5203"));
    ClaimResponse response = submit();

    assertThat(response.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(platform.judge().standing()).hasSize(1);
    assertThat(node.steps()).contains("2207 booked");
    assertThat(response.getDisposition()).contains("金额有争议");
    assertThat(task().getCode().getCodingFirstRep().getCode()).isEqualTo("disputed");
    assertThat(booked()).isEqualByComparingTo("71.00");
  }

  @Test
  void whatAddsUpIsNoDispute() throws Exception {
    ClaimResponse response = submit();

    assertThat(response.getDisposition()).isNull();
    assertThat(node.jdbc.queryForObject("select count(*) from resource_task", Long.class)).isZero();
    assertThat(
            node.jdbc.queryForMap(
                "select institution, insurance_type, clearing_type, office, refund, total,"
                    + " day = (now() at time zone 'Asia/Shanghai')::date as today"
                    + " from insurance_booking"))
        .containsEntry("institution", InsuranceNode.CENTRE)
        .containsEntry("insurance_type", "390")
        .containsEntry("clearing_type", "11")
        .containsEntry("refund", false)
        .containsEntry("today", true)
        .hasEntrySatisfying(
            "total", total -> assertThat((BigDecimal) total).isEqualByComparingTo("70.00"));
  }

  @Test
  void aCancelIsBookedWithNegativeAmountsEvenIfItsAnswerIsLost() throws Exception {
    ClaimResponse settled = submit();
    platform.faults(InsuranceFault.of(Kind.DROP, Point.AFTER).on("2208").times(1));
    node.desk()
        .cancel(
            InsuranceNode.EMR,
            settled.getRequest().getReference().substring("Claim/".length()),
            false,
            Bill.COUNTER);

    assertThat(platform.judge().standing()).isEmpty();
    assertThat(
            node.jdbc.queryForList(
                "select refund || ' ' || settlement from insurance_booking order by refund",
                String.class))
        .containsExactly(
            "false " + settled.getIdentifierFirstRep().getValue(),
            "true " + settled.getIdentifierFirstRep().getValue());
    assertThat(booked()).isEqualByComparingTo("0");
  }
}
