package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.hl7.fhir.r4.model.Coverage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.integration.insurance.reconcile.DayReport;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.simulators.insurance.InsuredPerson;
import org.xiangqiao.store.TestPostgres;
import org.xiangqiao.store.WriteOperation;

/** Patients of other districts are cleared by their own office (异地清算), over a real database. */
class ClearingOfficeTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Shanghai"));
  private static final String OFFICE = "421399";

  private final InsurancePlatform platform = InsurancePlatform.start();
  private InsuranceNode node;

  @BeforeEach
  void open() {
    String profile =
        InsuranceNode.profile("")
            .replace(
                "crossDistrict: {districts: ['4213']}",
                "crossDistrict: {districts: ['4213'], offices: {'4213': '" + OFFICE + "'}}");
    node =
        InsuranceNode.withProfile(TestPostgres.jdbcUrl(), platform.url(), LONG, profile, null)
            .work();
    platform.clearingOffices().put("421302", OFFICE);
  }

  @AfterEach
  void close() {
    node.close();
    platform.close();
  }

  private void settle(String number, String district) throws InterruptedException {
    Bill bill = new Bill(node, number);
    platform.insure(
        InsuredPerson.resident(bill.person.number(), bill.credential.number(), "测试居民", district));
    Coverage coverage =
        InsuranceNode.FHIR
            .newJsonParser()
            .parseResource(
                Coverage.class,
                node.store
                    .read(InsuranceNode.EMR, "Coverage", bill.coverageId)
                    .orElseThrow()
                    .json());
    coverage.getPayorFirstRep().getIdentifier().setValue(district);
    node.store.write(
        InsuranceNode.EMR, List.of(new WriteOperation.Update(coverage, null, null, null)));
    ClaimResponse settled =
        node.response(
            node.desk().submit(InsuranceNode.EMR, bill.claim(), bill.credential, Bill.COUNTER));
    assertThat(settled.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
  }

  private List<String> booked() {
    return node.jdbc.queryForList(
        "select office from insurance_booking order by booked_at", String.class);
  }

  private DayReport reconciled() throws InterruptedException {
    return node.reconciler().reconcile(1, InsuranceNode.CENTRE, TODAY, LONG);
  }

  private List<String> asked() {
    return node.jdbc.queryForList(
        "select office || ' ' || bookings || ' ' || result from insurance_statement"
            + " where insurance_type = '390' and clearing_type = '11' order by office",
        String.class);
  }

  @Test
  void eachOfficeIsReconciledByItself() throws Exception {
    settle("0301", "421302");
    settle("0302", "421302");

    assertThat(booked()).containsExactly(OFFICE, OFFICE);
    DayReport day = reconciled();
    assertThat(day.balanced()).isTrue();
    assertThat(asked()).containsExactly(OFFICE + " 2 0");
  }

  /** What the platform does not say the profile does, so that no settlement is left out. */
  @Test
  void theProfileNamesTheOfficeWhereTheAnswerDoesNot() throws Exception {
    platform.clearingOffices().told(false);
    settle("0303", "421302");
    settle("0304", "421381");

    // Of its own district only the platform knows; such a settlement is told to a person.
    assertThat(booked()).containsExactly(OFFICE, "");
  }

  /** What only the platform has of patients of other districts is seen, too. */
  @Test
  void theirOfficeIsAskedAlsoWhenNothingIsBooked() throws Exception {
    settle("0305", "421381");
    reconciled();

    assertThat(asked()).hasSize(2).anyMatch(row -> row.equals(OFFICE + " 0 0"));
  }
}
