package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.integration.insurance.clinic.ClinicMonthReport;
import org.xiangqiao.integration.insurance.clinic.ClinicMonthTable;
import org.xiangqiao.integration.insurance.clinic.ClinicMonths;
import org.xiangqiao.integration.insurance.clinic.ClinicSettings;
import org.xiangqiao.integration.insurance.clinic.ClinicSum;
import org.xiangqiao.mappings.insurance.fhir.InsuranceSystems;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.store.TestPostgres;
import org.xiangqiao.store.WriteOperation;

/** A village clinic that settles under its centre's code, over a real database and platform. */
class ClinicMonthTest {

  private static final YearMonth MONTH = YearMonth.now(ZoneId.of("Asia/Shanghai"));
  private static final ClinicSettings.Clinic CLINIC =
      new ClinicSettings.Clinic(1, "=石桥,村卫生室", InsuranceNode.CENTRE, false, null);

  private final InsurancePlatform platform = InsurancePlatform.start();
  private InsuranceNode node;

  @BeforeEach
  void open() {
    node = new InsuranceNode(TestPostgres.jdbcUrl(), platform.url(), Duration.ofSeconds(30)).work();
  }

  @AfterEach
  void close() {
    node.close();
    platform.close();
  }

  private ClaimResponse settle(String number, String facility) throws InterruptedException {
    Bill bill = new Bill(node, number);
    platform.insure(bill.person);
    Claim claim = bill.claim();
    if (facility != null) {
      claim.setFacility(
          new Reference()
              .setIdentifier(
                  new Identifier().setSystem(InsuranceSystems.INSTITUTION).setValue(facility)));
    }
    ClaimResponse response =
        node.response(node.desk().submit(InsuranceNode.EMR, claim, bill.credential, Bill.COUNTER));
    assertThat(response.getOutcome()).isEqualTo(ClaimResponse.RemittanceOutcome.COMPLETE);
    return response;
  }

  private List<ClinicSum> month(YearMonth month) {
    return new ClinicMonths(node.jdbc).of(1, List.of(InsuranceNode.VILLAGE), month);
  }

  @Test
  void theMonthOfAClinicHasItsBillsWithoutThoseCancelledAndThoseOfTheCentre() throws Exception {
    settle("1101", InsuranceNode.VILLAGE);
    settle("1102", InsuranceNode.VILLAGE);
    settle("1103", null);
    ClaimResponse cancelled = settle("1104", InsuranceNode.VILLAGE);
    node.desk()
        .cancel(
            InsuranceNode.EMR,
            cancelled.getRequest().getReferenceElement().getIdPart(),
            false,
            Bill.COUNTER);

    assertThat(month(MONTH.minusMonths(1))).isEmpty();
    assertThat(month(MONTH))
        .singleElement()
        .satisfies(
            sum -> {
              assertThat(sum.insuranceType()).isEqualTo("390");
              assertThat(sum.settled()).isEqualTo(3);
              assertThat(sum.cancelled()).isEqualTo(1);
              assertThat(sum.disputed()).isZero();
              assertThat(sum.bill()).isEqualByComparingTo("140.00");
              assertThat(sum.fund().add(sum.account()).add(sum.cash()))
                  .isEqualByComparingTo("140.00");
            });
    assertThat(
            node.jdbc.queryForList(
                "select distinct institution from insurance_booking", String.class))
        .containsExactly(InsuranceNode.CENTRE);
  }

  @Test
  void whatIsDisputedIsMarkedUntilItsTaskIsDone() throws Exception {
    ClaimResponse settled = settle("1111", InsuranceNode.VILLAGE);
    Task task = new Task();
    task.setStatus(Task.TaskStatus.REQUESTED);
    task.setIntent(Task.TaskIntent.ORDER);
    task.getCode()
        .addCoding()
        .setSystem("https://fhir.xiangqiao.org/CodeSystem/insurance-booking-state")
        .setCode("disputed");
    task.setFocus(settled.getRequest());
    task.setId(node.create(task.copy()));
    assertThat(month(MONTH)).singleElement().satisfies(sum -> assertThat(sum.disputed()).isOne());

    task.setStatus(Task.TaskStatus.COMPLETED);
    node.store.write(InsuranceNode.EMR, List.of(new WriteOperation.Update(task, null, null, null)));
    assertThat(month(MONTH)).singleElement().satisfies(sum -> assertThat(sum.disputed()).isZero());
  }

  @Test
  void reportAndTableSayTheSame() throws Exception {
    settle("1121", InsuranceNode.VILLAGE);
    List<ClinicSum> sums = month(MONTH);
    MeasureReport report =
        new ClinicMonthReport(MONTH, Instant.EPOCH).of(InsuranceNode.VILLAGE, CLINIC, sums);
    assertThat(report.getGroup()).hasSize(5);
    assertThat(report.getGroup().get(0).getPopulation())
        .extracting(population -> population.getCount())
        .containsExactly(1, 0, 0);
    assertThat(report.getGroup().get(1).getMeasureScore().getValue()).isEqualByComparingTo("70.00");
    assertThat(
            report
                .getGroup()
                .get(2)
                .getStratifierFirstRep()
                .getStratumFirstRep()
                .getMeasureScore()
                .getValue())
        .isEqualByComparingTo(sums.get(0).fund());

    String table =
        new ClinicMonthTable().of(MONTH, List.of(Map.entry(InsuranceNode.VILLAGE, CLINIC)), sums);
    assertThat(table).startsWith("\uFEFF月份,村卫生室编码,");
    assertThat(table.lines().toList().get(1))
        .startsWith(
            MONTH
                + ","
                + InsuranceNode.VILLAGE
                + ",\"'=石桥,村卫生室\","
                + InsuranceNode.CENTRE
                + ",390,1,0,0,70.00,");
  }

  @Test
  void aClinicSettlesUnderAnInstitutionThatIsThere() {
    Map<String, Integer> institutions = Map.of(InsuranceNode.CENTRE, 1);
    new ClinicSettings(Map.of("V1", CLINIC)).check(institutions);
    ClinicSettings own =
        new ClinicSettings(
            Map.of("V1", new ClinicSettings.Clinic(1, "村", InsuranceNode.CENTRE, true, "v")));
    assertThatThrownBy(() -> own.check(institutions)).hasMessageContaining("clinics");
    assertThat(own.settlesUnder("V1")).isEqualTo("V1");
    assertThat(own.named(1, new Reference("Organization/v"))).contains("V1");
    assertThat(own.named(2, new Reference("Organization/v"))).isEmpty();
    assertThat(own.of(1, InsuranceNode.CENTRE)).hasSize(1);
  }
}
