package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.state.BookingState;
import org.xiangqiao.simulators.insurance.InsuranceFault;
import org.xiangqiao.simulators.insurance.InsuranceFault.Kind;
import org.xiangqiao.simulators.insurance.InsuranceFault.Point;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.TestPostgres;

/** Claims over a real database and a platform that fails; its ledger is the judge. */
class SettlementTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final InsurancePlatform platform = InsurancePlatform.start();
  private final List<InsuranceNode> nodes = new ArrayList<>();
  private String jdbcUrl;
  private InsuranceNode node;
  private Bill bill;

  @BeforeEach
  void open() {
    jdbcUrl = TestPostgres.jdbcUrl();
    node = node(Duration.ofSeconds(20)).work();
    bill = new Bill(node, "0011");
    platform.insure(bill.person);
  }

  @AfterEach
  void close() {
    nodes.forEach(InsuranceNode::close);
    platform.close();
  }

  private InsuranceNode node(Duration wait) {
    InsuranceNode opened = new InsuranceNode(jdbcUrl, platform.url(), wait);
    nodes.add(opened);
    return opened;
  }

  private ClaimResponse submit(InsuranceNode at, Claim claim) throws InterruptedException {
    return at.response(at.desk().submit(InsuranceNode.EMR, claim, bill.credential, Bill.COUNTER));
  }

  private void assertOneSettlement() {
    assertThat(platform.judge().standing()).hasSize(1);
    assertThat(platform.judge().doubles()).isEmpty();
    assertThat(
            platform
                .judge()
                .missing(
                    node.jdbc.queryForList(
                        "select message_id from insurance_step"
                            + " where infno = '2207' and state = 'booked' and not past",
                        String.class)))
        .isEmpty();
  }

  @Test
  void aClaimIsSettledStepByStepAndAnsweredInFull() throws Exception {
    ClaimResponse response = submit(node, bill.claim());

    assertThat(node.steps())
        .containsExactly("2201 booked", "2203A booked", "2204 booked", "2207 booked");
    assertThat(response.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(response.getMeta().getVersionId()).isEqualTo("2");
    assertThat(response.getIdentifierFirstRep().getValue())
        .isEqualTo(platform.judge().standing().get(0).id());
    assertThat(response.getTotal())
        .anySatisfy(
            total -> {
              assertThat(total.getCategory().getCodingFirstRep().getCode())
                  .isEqualTo("medfee_sumamt");
              assertThat(total.getAmount().getValue()).isEqualByComparingTo("70.00");
            });
    assertThat(response.getItem()).hasSize(2);
    assertOneSettlement();
    assertThat(
            node.jdbc.queryForList(
                "select (c.*)::text || coalesce((s.*)::text, '') from insurance_case c"
                    + " left join insurance_step s using (tenant_id, case_id)",
                String.class))
        .noneMatch(row -> row.contains(bill.credential.number()) || row.contains("测试居民"));
  }

  @Test
  void theSameClaimAgainIsAnsweredAndNotSent() throws Exception {
    ClaimResponse first = submit(node, bill.claim());
    int calls = platform.calls().size();
    ClaimResponse again = submit(node(Duration.ofSeconds(5)), bill.claim());

    assertThat(again.getIdElement().getIdPart()).isEqualTo(first.getIdElement().getIdPart());
    assertThat(again.getMeta().getVersionId()).isEqualTo("2");
    assertThat(platform.calls()).hasSize(calls);

    Claim other = bill.claim();
    other.getItem().get(0).getQuantity().setValue(4);
    assertThatThrownBy(() -> submit(node, other))
        .isInstanceOfSatisfying(
            DeskException.class,
            e -> assertThat(e.reason()).isEqualTo(DeskException.Reason.OTHER_CONTENT));
  }

  @Test
  void thirtyTwoAtOnceAreOneSettlement() throws Exception {
    InsuranceNode other = node(Duration.ofSeconds(20)).work();
    ExecutorService counters = Executors.newFixedThreadPool(32);
    try {
      List<Callable<ClaimResponse>> calls = new ArrayList<>();
      for (int n = 0; n < 32; n++) {
        InsuranceNode at = n % 2 == 0 ? node : other;
        calls.add(() -> submit(at, bill.claim()));
      }
      for (Future<ClaimResponse> call : counters.invokeAll(calls)) {
        assertThat(call.get().getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
        assertThat(call.get().getMeta().getVersionId()).isEqualTo("2");
      }
    } finally {
      counters.shutdownNow();
    }
    assertOneSettlement();
    assertThat(platform.callCounts()).containsEntry("2207", 1L).containsEntry("2201", 1L);
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"DROP", "GARBAGE", "HTML", "EMPTY", "STATUS", "FAIL", "DELAY"})
  void aSettlementWhoseAnswerIsLostIsAdopted(Kind kind) throws Exception {
    platform.faults(
        InsuranceFault.of(kind, Point.AFTER).lasting(Duration.ofMillis(1500)).on("2207").times(1));
    ClaimResponse response = submit(node, bill.claim());

    assertThat(response.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(response.getItem()).hasSize(2);
    assertThat(platform.callCounts()).containsEntry("2207", 1L).doesNotContainKey("2601");
    assertOneSettlement();
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"DROP", "STATUS", "FAIL", "SIGN_IN_EXPIRED"})
  void aSettlementThatNeverArrivedIsReversedAndMayBeHandedInAgain(Kind kind) throws Exception {
    platform.faults(InsuranceFault.of(kind, Point.BEFORE).on("2207").times(1));
    ClaimResponse response = submit(node, bill.claim());

    assertThat(response.getOutcome()).isEqualTo(RemittanceOutcome.ERROR);
    assertThat(response.getErrorFirstRep().getCode().getCodingFirstRep().getCode())
        .isEqualTo("reversed");
    assertThat(platform.callCounts()).containsEntry("5203", 2L).containsEntry("2601", 1L);

    assertThat(submit(node, bill.claim()).getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(platform.callCounts()).containsEntry("2201", 1L).containsEntry("2204", 1L);
    assertOneSettlement();
  }

  @Test
  void whatThePlatformDeniesIsMadeSureOfAndToldInItsWords() throws Exception {
    InsuranceFault denied =
        InsuranceFault.of(Kind.FAIL, Point.BEFORE).saying("年度限额已满，咨询13800000000");
    platform.faults(denied.on("2207").times(1));
    ClaimResponse response = submit(node, bill.claim());

    assertThat(response.getErrorFirstRep().getCode().getCodingFirstRep().getCode())
        .isEqualTo("reversed");
    assertThat(response.getErrorFirstRep().getCode().getText()).isEqualTo("年度限额已满，咨询***");
    assertThat(platform.callCounts()).containsEntry("5203", 2L).containsEntry("2601", 1L);

    assertThat(submit(node, bill.claim()).getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertOneSettlement();
    platform.faults(denied.on("2208").times(1));
    ClaimResponse stands =
        node.response(node.desk().cancel(InsuranceNode.EMR, claimId(), false, Bill.COUNTER));
    assertThat(stands.getProcessNote())
        .anySatisfy(note -> assertThat(note.getText()).isEqualTo("年度限额已满，咨询***"));
    assertThat(platform.callCounts()).containsEntry("5203", 4L).containsEntry("2601", 1L);
    assertOneSettlement();
  }

  @Test
  void aRefusalBeforeBookingIsTakenAtItsWord() throws Exception {
    platform.faults(InsuranceFault.refuse("就诊凭证与人员编号不符").on("2207").times(1));
    ClaimResponse refused = submit(node, bill.claim());

    assertThat(refused.getErrorFirstRep().getCode().getCodingFirstRep().getCode())
        .isEqualTo("refused");
    assertThat(platform.callCounts()).doesNotContainKey("5203");
    assertThat(submit(node, bill.claim()).getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertOneSettlement();
    assertThat(
            node.jdbc.queryForList(
                "select distinct message_id from insurance_step where infno = '2207'",
                String.class))
        .hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(Point.class)
  void lostRegistrationAndDetailsAreMadeGood(Point point) throws Exception {
    platform.faults(
        InsuranceFault.of(Kind.DROP, point).on("2201").times(1),
        InsuranceFault.of(Kind.DROP, point).on("2203A").times(1),
        InsuranceFault.of(Kind.DROP, point).on("2204").times(1));
    assertThat(submit(node, bill.claim()).getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(platform.visits()).isEqualTo(1);
    assertOneSettlement();
  }

  @Test
  void anotherNodeAdoptsWhatAStoppedOneSent() throws Exception {
    platform.faults(
        InsuranceFault.of(Kind.DELAY, Point.AFTER)
            .lasting(Duration.ofMillis(900))
            .on("2207")
            .times(1));
    InsuranceNode dying = node(Duration.ofMillis(50));
    StoredResource queued =
        dying.desk().submit(InsuranceNode.EMR, bill.claim(), bill.credential, Bill.COUNTER);
    assertThat(dying.response(queued).getOutcome()).isEqualTo(RemittanceOutcome.QUEUED);
    await().atMost(LONG).until(() -> platform.judge().standing().size() == 1);
    kill();

    ClaimResponse response = submit(node, bill.claim());
    assertThat(response.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(platform.callCounts()).containsEntry("2207", 1L);
    assertOneSettlement();
  }

  /** What a process that dies leaves: its lease runs out, and its answer is recorded nowhere. */
  private void kill() {
    node.jdbc.update(
        "update insurance_person set owner = 'dead', fence = fence + 1, lease_until = '-infinity'");
    node.jdbc.update("update insurance_case set not_before = now()");
  }

  @Test
  void aCancelTakesSettlementDetailsAndVisitBack() throws Exception {
    submit(node, bill.claim());
    ClaimResponse cancelled =
        node.response(node.desk().cancel(InsuranceNode.EMR, claimId(), true, Bill.COUNTER));

    assertThat(cancelled.getStatus()).isEqualTo(ClaimResponse.ClaimResponseStatus.CANCELLED);
    assertThat(platform.judge().standing()).isEmpty();
    assertThat(platform.visits()).isZero();
    assertThat(platform.callCounts()).containsEntry("2208", 1L).doesNotContainKey("2601");
    int calls = platform.calls().size();
    assertThat(submit(node, bill.claim()).getStatus())
        .isEqualTo(ClaimResponse.ClaimResponseStatus.CANCELLED);
    assertThat(platform.calls()).hasSize(calls);
  }

  @ParameterizedTest
  @EnumSource(Point.class)
  void aLostCancelIsAskedForAndNeverReversed(Point point) throws Exception {
    submit(node, bill.claim());
    platform.faults(InsuranceFault.of(Kind.DROP, point).on("2208").times(1));
    ClaimResponse response =
        node.response(node.desk().cancel(InsuranceNode.EMR, claimId(), false, Bill.COUNTER));

    assertThat(platform.callCounts()).containsEntry("5203", 2L).doesNotContainKey("2601");
    if (point == Point.AFTER) {
      assertThat(response.getStatus()).isEqualTo(ClaimResponse.ClaimResponseStatus.CANCELLED);
      assertThat(platform.judge().standing()).isEmpty();
    } else {
      assertThat(response.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
      assertThat(response.getDisposition()).contains("原结算仍然有效");
      assertOneSettlement();
    }
  }

  @Test
  void aCancelThatAPersonMustLookAtLeavesTheAnswerAsItWas() throws Exception {
    submit(node, bill.claim());
    platform.faults(
        InsuranceFault.of(Kind.DROP, Point.BEFORE).on("2208").times(1),
        InsuranceFault.of(Kind.FAIL, Point.BEFORE).on("5203"));
    node.desk().cancel(InsuranceNode.EMR, claimId(), false, Bill.COUNTER);
    awaitState(BookingState.NEEDS_PERSON);
    ClaimResponse meanwhile = answer();
    assertThat(meanwhile.getDisposition()).contains("等待人工核实");
    assertThat(meanwhile.getTotal()).isNotEmpty();
    String cancel =
        node.jdbc.queryForObject(
            "select message_id from insurance_step where infno = '2208'", String.class);
    assertThat(node.jdbc.queryForList("select body from resource_task", String.class))
        .singleElement()
        .satisfies(task -> assertThat(task).contains("message-id", cancel, "2208"));

    platform.faults(List.of());
    ClaimResponse after = submit(node, bill.claim());
    assertThat(after.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(after.getTotal()).hasSameSizeAs(meanwhile.getTotal());
    assertThat(after.getDisposition()).contains("原结算仍然有效");
    assertOneSettlement();
  }

  @Test
  void aClaimWhoseVisitNamesAnotherInstitutionByNowIsNotSettledAgain() throws Exception {
    submit(node, bill.claim());
    int calls = platform.calls().size();
    node.jdbc.update("update insurance_case set institution = 'H99010100002'");
    assertThat(submit(node, bill.claim()).getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(platform.calls()).hasSize(calls);
  }

  @Test
  void aClaimWhoseResourcesAreGoneIsLeftToAPersonAndNotTriedForEver() throws Exception {
    platform.faults(
        InsuranceFault.dropAfterBooking().on("2207").times(1),
        InsuranceFault.of(Kind.FAIL, Point.BEFORE).on("5203"));
    submit(node, bill.claim());
    node.jdbc.update("delete from resource_coverage");
    awaitState(BookingState.NEEDS_PERSON);
    assertThat(
            node.jdbc.queryForObject(
                "select count(*) from insurance_case where kind = 'claim' and open", Long.class))
        .isZero();
    assertThat(node.jdbc.queryForObject("select count(*) from resource_task", Long.class))
        .isEqualTo(1);
  }

  private ClaimResponse answer() {
    String id =
        node.jdbc.queryForObject(
            "select response_id from insurance_case where kind = 'claim'", String.class);
    return node.response(node.store.read(InsuranceNode.EMR, "ClaimResponse", id).orElseThrow());
  }

  private void awaitState(BookingState state) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                node.jdbc
                    .queryForList(
                        "select state from insurance_case where kind = 'claim' and not open",
                        String.class)
                    .contains(state.code()));
  }

  @Test
  void anExpiredSignInIsRenewedOnTheWay() throws Exception {
    node.visits()
        .register(
            InsuranceNode.EMR, bill.encounterId, bill.coverageId, bill.credential, Bill.COUNTER);
    platform.expireSignIns();
    assertThat(submit(node, bill.claim()).getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(platform.callCounts()).containsEntry("9001", 2L).containsEntry("2201", 1L);
    assertOneSettlement();
  }

  @Test
  void aPlatformThatAnswersNoQuestionLeavesItToAPerson() throws Exception {
    platform.faults(
        InsuranceFault.dropAfterBooking().on("2207").times(1),
        InsuranceFault.of(Kind.FAIL, Point.BEFORE).on("5203"));
    submit(node, bill.claim());
    awaitState(BookingState.NEEDS_PERSON);
    assertThat(node.jdbc.queryForObject("select count(*) from resource_task", Long.class))
        .isEqualTo(1);

    platform.faults(List.of());
    assertThat(submit(node, bill.claim()).getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertOneSettlement();
  }

  private String claimId() {
    return node.jdbc.queryForObject(
        "select resource_id from insurance_case where kind = 'claim'", String.class);
  }
}
