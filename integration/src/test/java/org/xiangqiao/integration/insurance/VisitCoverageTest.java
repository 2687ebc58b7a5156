package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.integration.insurance.desk.ClaimDesk.Registration;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.state.BookingState;
import org.xiangqiao.simulators.insurance.InsuranceFault;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.simulators.insurance.InsuredPerson;
import org.xiangqiao.store.TestPostgres;

/** A visit of a resident with two Coverages, one of which the platform refuses. */
class VisitCoverageTest {

  private final InsurancePlatform platform = InsurancePlatform.start();
  private InsuranceNode node;
  private Bill bill;
  private String second;

  @BeforeEach
  void open() {
    node = new InsuranceNode(TestPostgres.jdbcUrl(), platform.url(), Duration.ofSeconds(20)).work();
    bill = new Bill(node, "0051");
    platform.insure(bill.person);
    platform.insure(InsuredPerson.resident("P0052", bill.credential.number(), "测试居民", "421381"));
    second = node.create(bill.coverage("P0052"));
  }

  @AfterEach
  void close() {
    node.close();
    platform.close();
  }

  private Registration register(String coverage) throws InterruptedException {
    return node.desk()
        .register(InsuranceNode.EMR, bill.encounterId, coverage, bill.credential, Bill.COUNTER);
  }

  private Claim claim(String identifier, String coverage) {
    Claim claim = bill.claim(identifier);
    claim.getInsuranceFirstRep().getCoverage().setReference("Coverage/" + coverage);
    return claim;
  }

  private RemittanceOutcome submit(Claim claim) throws InterruptedException {
    return node.response(
            node.desk().submit(InsuranceNode.EMR, claim, bill.credential, Bill.COUNTER))
        .getOutcome();
  }

  private void refused(Claim claim) {
    assertThatThrownBy(() -> submit(claim))
        .isInstanceOfSatisfying(
            DeskException.class,
            e -> assertThat(e.reason()).isEqualTo(DeskException.Reason.OTHER_CONTENT));
  }

  @Test
  void aVisitThatWasRefusedIsRegisteredWithTheOther() throws Exception {
    platform.faults(InsuranceFault.refuse("人员已停保").on("2201").times(1));
    Registration suspended = register(bill.coverageId);
    assertThat(suspended.state()).isEqualTo(BookingState.REFUSED);
    assertThat(suspended.words()).isEqualTo("人员已停保");

    assertThat(register(second).state()).isEqualTo(BookingState.BOOKED);
    assertThat(submit(claim("C1", second))).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(platform.judge().standing()).hasSize(1);

    assertThatThrownBy(() -> register(bill.coverageId)).isInstanceOf(DeskException.class);
    refused(claim("C2", bill.coverageId));
    assertThat(platform.visits()).isEqualTo(1);
  }

  @Test
  void aClaimThatWasRefusedIsNotSettledUnderTheOthersVisit() throws Exception {
    platform.faults(InsuranceFault.refuse("人员已停保").on("2201").times(1));
    Claim first = claim("C1", bill.coverageId);
    assertThat(submit(first.copy())).isEqualTo(RemittanceOutcome.ERROR);

    assertThat(submit(claim("C2", second))).isEqualTo(RemittanceOutcome.COMPLETE);
    refused(first.copy());
    Claim mended = first.copy();
    mended.getItem().get(0).getQuantity().setValue(4);
    refused(mended);
    assertThat(platform.judge().standing()).hasSize(1);
  }

  @Test
  void whatMayBeRegisteredIsLeftAsItIs() throws Exception {
    platform.faults(
        InsuranceFault.dropAfterBooking().on("2201").times(1),
        InsuranceFault.of(InsuranceFault.Kind.FAIL, InsuranceFault.Point.BEFORE).on("5201"));
    node.close();
    node = new InsuranceNode(TestPostgres.jdbcUrl(), platform.url(), Duration.ofMillis(100)).work();
    Bill other = new Bill(node, "0053");
    platform.insure(other.person);
    String coverage = node.create(other.coverage("P0054"));
    node.desk()
        .register(
            InsuranceNode.EMR, other.encounterId, other.coverageId, other.credential, Bill.COUNTER);
    assertThatThrownBy(
            () ->
                node.desk()
                    .register(
                        InsuranceNode.EMR,
                        other.encounterId,
                        coverage,
                        other.credential,
                        Bill.COUNTER))
        .isInstanceOfSatisfying(
            DeskException.class,
            e -> assertThat(e.reason()).isEqualTo(DeskException.Reason.OTHER_CONTENT));
  }
}
