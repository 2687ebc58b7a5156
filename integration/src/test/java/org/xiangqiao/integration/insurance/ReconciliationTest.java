package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.Enumerations.RemittanceOutcome;
import org.hl7.fhir.r4.model.PaymentReconciliation;
import org.hl7.fhir.r4.model.PaymentReconciliation.DetailsComponent;
import org.hl7.fhir.r4.model.PaymentReconciliation.PaymentReconciliationStatus;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.integration.insurance.reconcile.DayReport;
import org.xiangqiao.simulators.insurance.InsuranceFault;
import org.xiangqiao.simulators.insurance.InsuranceFault.Kind;
import org.xiangqiao.simulators.insurance.InsuranceFault.Point;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.simulators.insurance.StatementDifference;
import org.xiangqiao.store.TestPostgres;

/** Days of both books over a real database, and a platform that fails and errs on purpose. */
class ReconciliationTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Shanghai"));
  private static final String RESULT =
      "https://fhir.xiangqiao.org/StructureDefinition/reconciliation-result";

  private final InsurancePlatform platform = InsurancePlatform.start();
  private final List<InsuranceNode> nodes = new ArrayList<>();
  private String jdbcUrl;
  private InsuranceNode node;

  @BeforeEach
  void open() {
    jdbcUrl = TestPostgres.jdbcUrl();
    node = node(LONG);
  }

  @AfterEach
  void close() {
    nodes.forEach(InsuranceNode::close);
    platform.close();
  }

  private InsuranceNode node(Duration wait) {
    InsuranceNode opened = new InsuranceNode(jdbcUrl, platform.url(), wait).work();
    nodes.add(opened);
    return opened;
  }

  private ClaimResponse settle(String number) throws InterruptedException {
    Bill bill = new Bill(node, number);
    platform.insure(bill.person);
    return node.response(
        node.desk().submit(InsuranceNode.EMR, bill.claim(), bill.credential, Bill.COUNTER));
  }

  private void cancel(ClaimResponse settled) throws InterruptedException {
    node.desk()
        .cancel(
            InsuranceNode.EMR,
            settled.getRequest().getReference().substring("Claim/".length()),
            false,
            Bill.COUNTER);
  }

  private DayReport reconcile() throws InterruptedException {
    return node.reconciler().reconcile(1, InsuranceNode.CENTRE, TODAY, LONG);
  }

  private PaymentReconciliation report(DayReport day) {
    assertThat(day.reports()).hasSize(1);
    return InsuranceNode.FHIR
        .newJsonParser()
        .parseResource(
            PaymentReconciliation.class,
            node.store
                .read(InsuranceNode.EMR, "PaymentReconciliation", day.reports().get(0))
                .orElseThrow()
                .json());
  }

  private List<Task> tasks() {
    return node
        .jdbc
        .queryForList("select fhir_id from resource_task order by rid", String.class)
        .stream()
        .map(id -> node.store.read(InsuranceNode.EMR, "Task", id).orElseThrow().json())
        .map(json -> InsuranceNode.FHIR.newJsonParser().parseResource(Task.class, json))
        .toList();
  }

  private static String code(DetailsComponent detail) {
    return detail.getExtensionByUrl(RESULT) == null
        ? null
        : detail
            .getExtensionByUrl(RESULT)
            .getExtensionByUrl("code")
            .castToCodeableConcept(
                detail.getExtensionByUrl(RESULT).getExtensionByUrl("code").getValue())
            .getCodingFirstRep()
            .getCode();
  }

  @Test
  void aDayWhoseTotalsAgreeIsProvenWithoutDetails() throws Exception {
    ClaimResponse first = settle("0101");
    settle("0102");
    cancel(settle("0103"));

    DayReport day = reconcile();
    assertThat(day.done()).isTrue();
    assertThat(day.balanced()).isTrue();
    assertThat(platform.callCounts()).containsEntry("3201", 1L).doesNotContainKey("3202");
    PaymentReconciliation report = report(day);
    assertThat(report.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(report.getDetail())
        .hasSize(4)
        .extracting(ReconciliationTest::code)
        .containsOnly("0");
    assertThat(report.getDetail())
        .anySatisfy(
            line -> {
              assertThat(line.getIdentifier().getValue())
                  .isEqualTo(first.getIdentifierFirstRep().getValue());
              assertThat(line.getRequest().getReference())
                  .isEqualTo(first.getRequest().getReference());
              assertThat(line.getResponse().getReferenceElement().getIdPart())
                  .isEqualTo(first.getIdElement().getIdPart());
            });
    assertThat(report.getPaymentAmount().getValue())
        .isEqualByComparingTo(platform.judge().totals(InsuranceNode.CENTRE, TODAY, TODAY).fund());
    assertThat(tasks()).isEmpty();
  }

  @Test
  void eachDifferenceIsFoundByItsClassAndToldOnce() throws Exception {
    for (int n = 0; n < 5; n++) {
      settle("020" + n);
    }
    List<StatementDifference> seeded =
        platform.seedDifferences(InsuranceNode.CENTRE, platform.today(), 1, 7);
    assertThat(seeded).hasSize(3);

    DayReport day = reconcile();
    assertThat(day.balanced()).isFalse();
    PaymentReconciliation report = report(day);
    assertThat(report.getOutcome()).isEqualTo(RemittanceOutcome.PARTIAL);
    assertThat(report.getDisposition()).contains("不符明细 3 条", "do not agree: 3");
    assertThat(report.getDetail())
        .hasSize(6)
        .extracting(ReconciliationTest::code)
        .containsExactlyInAnyOrder("0", "0", "0", "1", "2", "3");
    for (StatementDifference one : seeded) {
      assertThat(report.getDetail())
          .filteredOn(line -> one.settlement().equals(line.getIdentifier().getValue()))
          .hasSize(1)
          .allSatisfy(
              line -> assertThat(code(line)).isEqualTo(String.valueOf(one.kind().ordinal() + 1)));
    }
    assertThat(tasks())
        .extracting(task -> task.getCode().getCodingFirstRep().getCode())
        .containsExactlyInAnyOrder("platform-only", "institution-only", "differs");
    assertThat(
            node.jdbc.queryForList(
                "select finding || ' ' || count(*) from insurance_statement_row"
                    + " group by finding order by finding",
                String.class))
        .containsExactly("agreed 3", "differs 1", "institution-only 1", "platform-only 1");

    assertThat(reconcile().reports()).isEqualTo(day.reports());
    assertThat(tasks()).hasSize(3);

    platform.clearDifferences();
    DayReport mended = reconcile();
    assertThat(mended.balanced()).isTrue();
    assertThat(report(mended).getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(tasks())
        .hasSize(3)
        .allSatisfy(
            task -> {
              assertThat(task.getStatus()).isEqualTo(Task.TaskStatus.COMPLETED);
              assertThat(task.getStatusReason().getText()).contains("自动办结", "Closed by itself");
            });

    // The same two of ours differ again; what only the platform has is another settlement.
    platform.seedDifferences(InsuranceNode.CENTRE, platform.today(), 1, 7);
    assertThat(reconcile().balanced()).isFalse();
    assertThat(tasks())
        .extracting(Task::getStatus)
        .containsExactlyInAnyOrder(
            Task.TaskStatus.REQUESTED,
            Task.TaskStatus.REQUESTED,
            Task.TaskStatus.REQUESTED,
            Task.TaskStatus.COMPLETED);
  }

  @Test
  void aPlatformThatDoesNotAnswerIsAskedAgainAndTheDayIsTheSame() throws Exception {
    settle("0301");
    platform.seedDifferences(InsuranceNode.CENTRE, platform.today(), 1, 7);
    platform.faults(
        InsuranceFault.of(Kind.DROP, Point.BEFORE).on("3201").times(1),
        InsuranceFault.of(Kind.HTML, Point.AFTER).on("9101").times(1),
        InsuranceFault.of(Kind.FAIL, Point.AFTER).on("3202").times(1),
        InsuranceFault.of(Kind.GARBAGE, Point.AFTER).on("9102").times(1));

    DayReport day = reconcile();
    assertThat(day.done()).isTrue();
    assertThat(day.balanced()).isFalse();
    assertThat(platform.callCounts()).containsEntry("3201", 5L).containsEntry("9102", 2L);
    assertThat(report(day).getDetail()).hasSize(2);
    assertThat(tasks()).hasSize(2);
  }

  @Test
  void anExpiredSignInIsRenewed() throws Exception {
    settle("0311");
    platform.expireSignIns();
    assertThat(reconcile().balanced()).isTrue();
  }

  /** What a counter was told is not booked becomes final only by a day that is over. */
  @Test
  void whatIsNotBookedIsFinalOnlyWhenTheDayIsOverAndItsBooksDoNotShowIt() throws Exception {
    platform.faults(InsuranceFault.of(Kind.DROP, Point.BEFORE).on("2207").times(1));
    ClaimResponse reversed = settle("0401");
    assertThat(reversed.getErrorFirstRep().getCode().getCodingFirstRep().getCode())
        .isEqualTo("reversed");
    settle("0402");
    assertThat(reconcile().balanced()).isTrue();
    assertThat(proven()).isZero();

    yesterday();
    assertThat(
            node.reconciler()
                .reconcile(1, InsuranceNode.CENTRE, TODAY.minusDays(1), LONG)
                .balanced())
        .isFalse();
    await().atMost(LONG).until(() -> proven() == 1);
    ClaimResponse told =
        node.response(
            node.store
                .read(InsuranceNode.EMR, "ClaimResponse", reversed.getIdElement().getIdPart())
                .orElseThrow());
    assertThat(told.getDisposition()).contains("已由当日对账确认");
    assertThat(told.getErrorFirstRep().getCode().getCodingFirstRep().getCode())
        .isEqualTo("reversed");
  }

  /** Both books a day older; the platform's stay where they are, so that the day differs. */
  private void yesterday() {
    node.jdbc.update(
        "update insurance_step set sent_at ="
            + " ((sent_at at time zone 'Asia/Shanghai')::date - 1 + time '12:00')"
            + " at time zone 'Asia/Shanghai'");
    node.jdbc.update("update insurance_booking set settled_at = settled_at - interval '1 day'");
  }

  private long proven() {
    return node.jdbc.queryForObject("select count(*) from insurance_step where proven", Long.class);
  }

  @Test
  void aSettlementThatComesLateIsNeverFinalAndAPersonIsTold() throws Exception {
    platform.faults(InsuranceFault.lateCommit("2601").on("2207").times(1));
    assertThat(settle("0501").getErrorFirstRep().getCode().getCodingFirstRep().getCode())
        .isEqualTo("reversed");
    await().atMost(LONG).until(() -> platform.judge().standing().size() == 1);
    settle("0502");
    node.jdbc.update("update insurance_step set sent_at = sent_at - interval '1 day'");

    DayReport day = reconcile();
    assertThat(day.balanced()).isFalse();
    assertThat(proven()).isZero();
    assertThat(report(day).getDetail()).hasSize(2);
    assertThat(report(day).getDetail())
        .filteredOn(line -> "1".equals(code(line)))
        .singleElement()
        .satisfies(line -> assertThat(line.getRequest().hasReference()).isTrue());
    assertThat(tasks())
        .singleElement()
        .satisfies(
            task -> {
              assertThat(task.getCode().getCodingFirstRep().getCode()).isEqualTo("ours-reversed");
              assertThat(task.getFocus().getReference()).startsWith("Claim/");
            });
    node.reconciler().reconcile(1, InsuranceNode.CENTRE, TODAY.minusDays(1), LONG);
    assertThat(proven()).isZero();
  }

  @Test
  void whatIsNotResolvedHasALineOfItsOwn() throws Exception {
    platform.faults(
        InsuranceFault.of(Kind.DROP, Point.BEFORE).on("2207").times(1),
        InsuranceFault.of(Kind.FAIL, Point.BEFORE).on("5203"));
    node = node(Duration.ofMillis(50));
    settle("0601");
    await()
        .atMost(LONG)
        .until(
            () ->
                node.jdbc.queryForObject(
                    "select exists (select from insurance_step where infno = '2207'"
                        + " and state = 'unknown')",
                    Boolean.class));

    PaymentReconciliation report = report(reconcile());
    assertThat(report.getOutcome()).isEqualTo(RemittanceOutcome.PARTIAL);
    assertThat(report.getDisposition()).contains("1 笔结算结果不明");
    assertThat(report.getDetail())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.getType().getCoding())
                  .extracting(coding -> coding.getCode())
                  .contains("unknown");
              assertThat(line.getExtension().get(0).getExtensionString("messageId"))
                  .isEqualTo(
                      node.jdbc.queryForObject(
                          "select message_id from insurance_step where infno = '2207'",
                          String.class));
            });
  }

  @Test
  void aPartThatIsNotNeededAnyMoreIsCancelled() throws Exception {
    settle("0602");
    PaymentReconciliation first = report(reconcile());
    PaymentReconciliation part = first.copy();
    part.setId((String) null);
    part.getIdentifierFirstRep().setValue(part.getIdentifierFirstRep().getValue() + "-2");
    String id = node.create(part);
    node.jdbc.update(
        "update insurance_statement set reports = reports || ?::text where cardinality(reports) > 0",
        id);

    assertThat(report(reconcile()).getStatus()).isEqualTo(PaymentReconciliationStatus.ACTIVE);
    assertThat(node.store.read(InsuranceNode.EMR, "PaymentReconciliation", id).orElseThrow().json())
        .contains("\"status\":\"cancelled\"");
  }

  /** Booked, its answer lost, and no question answered: only the statement shows it. */
  private void loseAnswer(String number, String before) throws Exception {
    // By which the clearing office is known.
    settle(before);
    await()
        .atMost(LONG)
        .until(
            () ->
                node.jdbc.queryForObject(
                    "select exists (select from insurance_booking)", Boolean.class));
    platform.faults(
        InsuranceFault.dropAfterBooking().on("2207").times(1),
        InsuranceFault.of(Kind.FAIL, Point.BEFORE).on("5203"));
    settle(number);
    await()
        .atMost(LONG)
        .until(
            () ->
                node.jdbc.queryForObject(
                    "select exists (select from insurance_step where infno = '2207'"
                        + " and state = 'unknown')",
                    Boolean.class));
    assertThat(platform.judge().standing()).hasSize(2);
    node.jdbc.update("update insurance_step set sent_at = sent_at - interval '2 hours'");
  }

  @Test
  void whatNobodyLearnedOfIsAPersonsUnlessReversalIsSwitchedOn() throws Exception {
    node = node(Duration.ofMillis(50));
    loseAnswer("0611", "0612");
    assertThat(reconcile().balanced()).isFalse();
    assertThat(platform.callCounts()).doesNotContainKey("2601");
    assertThat(platform.judge().standing()).hasSize(2);
    assertThat(tasks())
        .extracting(task -> task.getCode().getCodingFirstRep().getCode())
        .contains("ours-unknown");
  }

  @Test
  void whatNobodyLearnedOfIsReversedWhereThatIsSwitchedOn() throws Exception {
    node.close();
    nodes.clear();
    node = InsuranceNode.reversing(jdbcUrl, platform.url(), Duration.ofMillis(50)).work();
    nodes.add(node);
    loseAnswer("0621", "0622");
    assertThat(reconcile().balanced()).isFalse();
    await()
        .atMost(LONG)
        .until(
            () ->
                node.jdbc.queryForObject(
                    "select exists (select from insurance_case where kind = 'claim'"
                        + " and state = 'reversed')",
                    Boolean.class));
    assertThat(platform.callCounts()).containsEntry("2601", 1L);
    assertThat(platform.judge().standing()).hasSize(1);
    assertThat(tasks()).isEmpty();
  }

  @Test
  void whatWasSentJustNowIsNotReversed() throws Exception {
    node.close();
    nodes.clear();
    node = InsuranceNode.reversing(jdbcUrl, platform.url(), Duration.ofMillis(50)).work();
    nodes.add(node);
    loseAnswer("0631", "0632");
    node.jdbc.update("update insurance_step set sent_at = now()");
    reconcile();
    assertThat(platform.callCounts()).doesNotContainKey("2601");
    assertThat(platform.judge().standing()).hasSize(2);
  }

  @Test
  void oneNodeDoesItAndWhatADeadOneLeftIsTakenUp() throws Exception {
    settle("0701");
    InsuranceNode other = node(LONG);
    node.jdbc.update(
        "insert into insurance_reconciliation (tenant_id, institution, day, state, not_before,"
            + " owner, lease_until, fence)"
            + " values (1, ?, ?, 'waiting', '-infinity', 'dead', now() + interval '2 s', 3)",
        InsuranceNode.CENTRE,
        TODAY);
    assertThat(
            other
                .reconciler()
                .reconcile(1, InsuranceNode.CENTRE, TODAY, Duration.ofMillis(300))
                .done())
        .isFalse();
    assertThat(platform.callCounts()).doesNotContainKey("3201");
    await()
        .atMost(LONG)
        .until(
            () ->
                node.jdbc.queryForObject(
                    "select state = 'done' from insurance_reconciliation", Boolean.class));
    assertThat(platform.callCounts()).containsEntry("3201", 1L);
  }

  @Test
  void aDayIsDoneAgainWhenSomethingIsBookedOnItAfterwards() throws Exception {
    settle("0801");
    assertThat(reconcile().balanced()).isTrue();
    settle("0802");
    await()
        .atMost(LONG)
        .until(
            () ->
                node.jdbc
                        .queryForObject(
                            "select coalesce(sum(total), 0) from insurance_statement"
                                + " where result = '0'",
                            BigDecimal.class)
                        .compareTo(new BigDecimal("140.00"))
                    == 0);
  }
}
