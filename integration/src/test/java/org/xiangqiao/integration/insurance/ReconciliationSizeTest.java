package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.xiangqiao.integration.insurance.reconcile.DayReport;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.store.TestPostgres;

/**
 * What a day of many settlements costs. By hand at a size of one's choice: {@code
 * -Dreconcile.settlements=100000 -Dtest=ReconciliationSizeTest}.
 */
class ReconciliationSizeTest {

  private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Shanghai"));
  private static final int PAGE = 5_000;

  private final InsurancePlatform platform = InsurancePlatform.start();
  private InsuranceNode node;
  private Bill bill;

  @BeforeEach
  void open() {
    node = new InsuranceNode(TestPostgres.jdbcUrl(), platform.url(), Duration.ofSeconds(20)).work();
    bill = new Bill(node, "0901");
    platform.insure(bill.person);
  }

  @AfterEach
  void close() {
    node.close();
    platform.close();
  }

  /** Settlements of which the platform knows nothing: each one is a line that does not agree. */
  private void booked(LocalDate day, int settlements, int coverages) throws InterruptedException {
    if (platform.judge().standing().isEmpty()) {
      node.desk().submit(InsuranceNode.EMR, bill.claim(), bill.credential, Bill.COUNTER);
    }
    List<String> ids = new ArrayList<>();
    for (int n = 0; n < coverages; n++) {
      ids.add(node.create(coverage(n)));
    }
    node.jdbc.update(
        """
        insert into insurance_case (tenant_id, institution, kind, business_key, digest, person,
            resource_id, coverage_id, response_id, goal, state, open, not_before, client,
            organization, request_id)
        select tenant_id, institution, kind, 'urn:many|' || ?::date || '-' || n, digest, person,
            resource_id, (?::text[])[1 + n % ?], response_id, goal, state, false, not_before,
            client, organization, request_id
        from insurance_case, generate_series(1, ?) n
        where kind = 'claim' and business_key not like 'urn:many%'
        """,
        day, ids.toArray(String[]::new), coverages, settlements);
    node.jdbc.update(
        """
        insert into insurance_booking (tenant_id, message_id, case_id, institution, settled_at,
            insurance_type, clearing_type, office, settlement, visit, refund, total, funds,
            account, cash)
        select c.tenant_id, 'M' || ?::date || lpad(c.case_id::text, 12, '0'), c.case_id,
            b.institution, ?::date + time '10:00', b.insurance_type, b.clearing_type, b.office,
            'S' || lpad(c.case_id::text, 20, '0'), 'V' || c.case_id, false, b.total, b.funds,
            b.account, b.cash
        from insurance_case c,
          (select * from insurance_booking where message_id not like 'M%' limit 1) b
        where c.business_key like 'urn:many|' || ?::date || '-%'
        """,
        day, day, day);
    node.jdbc.execute("analyze insurance_booking");
    node.jdbc.execute("analyze insurance_case");
  }

  private Coverage coverage(int number) {
    Coverage coverage = new Coverage();
    coverage.setStatus(Coverage.CoverageStatus.ACTIVE);
    coverage.setSubscriberId("P" + number);
    coverage.setBeneficiary(new Reference().setDisplay("-"));
    coverage.addPayor(new Reference().setDisplay("-"));
    return coverage;
  }

  private long statements() {
    return node.statements.of("insurance-reconcile");
  }

  private DayReport reconcile(LocalDate day) throws InterruptedException {
    DayReport report =
        node.reconciler().reconcile(1, InsuranceNode.CENTRE, day, Duration.ofSeconds(300));
    assertThat(report.done()).isTrue();
    assertThat(report.balanced()).isFalse();
    return report;
  }

  /** The number of settlements shows in pages, not in statements. */
  @Test
  void fiveTimesTheSettlementsAreHardlyMoreStatements() throws Exception {
    booked(TODAY.minusDays(1), 510, 3);
    booked(TODAY.minusDays(2), 2_550, 3);
    long before = statements();
    DayReport few = reconcile(TODAY.minusDays(1));
    long ofFew = statements() - before;
    DayReport many = reconcile(TODAY.minusDays(2));
    long ofMany = statements() - before - ofFew;

    assertThat(few.reports()).hasSize(1);
    assertThat(many.reports()).hasSize(1);
    assertThat(ofFew).isPositive();
    assertThat(ofMany).isLessThan(ofFew + 20);
    assertThat(
            node.jdbc.queryForList(
                "select count(*) from insurance_statement_row where finding = 'institution-only'"
                    + " group by day order by 1",
                Long.class))
        .containsExactly(510L, 2_550L);
    assertThat(node.jdbc.queryForObject("select count(*) from resource_task", Long.class))
        .as("one Task for each day that differs in so many lines")
        .isEqualTo(2);
  }

  @Test
  @EnabledIfSystemProperty(named = "reconcile.settlements", matches = "[0-9]+")
  void measure() throws Exception {
    int settlements = Integer.getInteger("reconcile.settlements");
    booked(TODAY.minusDays(1), settlements, 1_000);
    long before = statements();
    long start = System.nanoTime();
    DayReport report = reconcile(TODAY.minusDays(1));
    System.out.printf(
        "%d settlements: %.1f s with the platform's own work, %d statements, %d reports%n",
        settlements,
        (System.nanoTime() - start) / 1e9,
        statements() - before,
        report.reports().size());
    assertThat(report.reports()).hasSize((settlements + PAGE - 1) / PAGE);
  }
}
