package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xiangqiao.integration.insurance.book.CaseMeters;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.simulators.insurance.InsuranceFault;
import org.xiangqiao.simulators.insurance.InsuranceFault.Kind;
import org.xiangqiao.simulators.insurance.InsuranceFault.Point;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.TestPostgres;
import org.xiangqiao.store.WriteOperation;

/** What is settled when things change or fail in between: the posted content, and only once. */
class MendedSettlementTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private final InsurancePlatform platform = InsurancePlatform.start();
  private final String jdbcUrl = TestPostgres.jdbcUrl();
  private InsuranceNode node;
  private Bill bill;

  @BeforeEach
  void open() {
    node = new InsuranceNode(jdbcUrl, platform.url(), Duration.ofSeconds(20)).work();
    bill = new Bill(node, "0021");
    platform.insure(bill.person);
  }

  @AfterEach
  void close() {
    node.close();
    platform.close();
  }

  private ClaimResponse submit(Claim claim) throws InterruptedException {
    return submit(InsuranceNode.EMR, claim);
  }

  private ClaimResponse submit(Caller caller, Claim claim) throws InterruptedException {
    return node.response(node.desk().submit(caller, claim, bill.credential, Bill.COUNTER));
  }

  private ClaimResponse cancel(boolean withVisit) throws InterruptedException {
    return node.response(node.desk().cancel(InsuranceNode.EMR, claimId(), withVisit, Bill.COUNTER));
  }

  private String claimId() {
    return node.jdbc.queryForObject(
        "select resource_id from insurance_case where kind = 'claim'", String.class);
  }

  private String state() {
    return node.jdbc.queryForObject(
        "select case when open then 'open' else state end from insurance_case"
            + " where kind = 'claim'",
        String.class);
  }

  private static String told(ClaimResponse response) {
    return response.getErrorFirstRep().getCode().getCodingFirstRep().getCode();
  }

  private static List<String> notes(ClaimResponse response) {
    return response.getProcessNote().stream().map(note -> note.getText()).toList();
  }

  private static InsuranceFault refused(String infno) {
    return InsuranceFault.refuse("就诊凭证与人员编号不符").on(infno).times(1);
  }

  private void update(Resource resource) {
    node.store.write(
        InsuranceNode.EMR, List.of(new WriteOperation.Update(resource, null, null, null)));
  }

  @Test
  void aRetrySettlesTheClaimThatWasPostedAndNotWhatIsStoredByNow() throws Exception {
    platform.faults(refused("2207"));
    submit(bill.claim());
    Claim put = bill.claim();
    put.setId(claimId());
    put.getItem().get(0).getNet().setValue(new BigDecimal("90.00"));
    put.getItem().get(0).getQuantity().setValue(9);
    put.getTotal().setValue(new BigDecimal("130.00"));
    update(put);

    ClaimResponse response = submit(bill.claim());
    assertThat(response.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(response.getTotal())
        .anySatisfy(
            total -> {
              assertThat(total.getCategory().getCodingFirstRep().getCode())
                  .isEqualTo("medfee_sumamt");
              assertThat(total.getAmount().getValue()).isEqualByComparingTo("70.00");
            });
  }

  @Test
  void aLostSettlementIsFoundWhateverItsCoverageSaysByNow() throws Exception {
    platform.faults(
        InsuranceFault.dropAfterBooking().on("2207").times(1),
        InsuranceFault.of(Kind.FAIL, Point.BEFORE).on("5203"));
    node.close();
    node = new InsuranceNode(jdbcUrl, platform.url(), Duration.ofMillis(100)).work();
    submit(bill.claim());
    await().atMost(LONG).until(() -> platform.judge().standing().size() == 1);
    Coverage other =
        InsuranceNode.FHIR
            .newJsonParser()
            .parseResource(
                Coverage.class,
                node.store
                    .read(InsuranceNode.EMR, "Coverage", bill.coverageId)
                    .orElseThrow()
                    .json());
    other.setSubscriberId("P9999");
    update(other);
    platform.faults(List.of());
    await().atMost(LONG).until(() -> state().equals("booked"));
    assertThat(platform.judge().standing()).hasSize(1);
  }

  @Test
  void aMendedClaimIsTakenAfterARefusalAndItsOldDetailsAreWithdrawn() throws Exception {
    platform.faults(refused("2207"));
    assertThat(told(submit(bill.claim()))).isEqualTo("refused");
    Claim mended = bill.claim();
    mended.getItem().remove(1);
    mended.getTotal().setValue(new BigDecimal("30.00"));
    ClaimResponse response = submit(mended);

    assertThat(response.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(response.getItem()).hasSize(1);
    assertThat(platform.callCounts())
        .containsEntry("2205", 1L)
        .containsEntry("2204", 2L)
        .containsEntry("2203A", 2L)
        .containsEntry("2201", 1L);
    assertThat(platform.judge().standing()).hasSize(1);
    assertThatThrownBy(() -> submit(bill.claim()))
        .isInstanceOfSatisfying(
            DeskException.class,
            e -> assertThat(e.reason()).isEqualTo(DeskException.Reason.OTHER_CONTENT));
  }

  /** The settlement stands, two stale answers hide it, and its reversal is lost. */
  @ParameterizedTest
  @CsvSource({"LATE_COMMIT, needs-person, 0", "DROP, booked, 1"})
  void afterALostReversalOneFindIsNotEnough(Kind kind, String state, int standing)
      throws Exception {
    platform.faults(InsuranceFault.of(Kind.DROP, Point.BEFORE).on("2207").times(1));
    assertThat(told(submit(bill.claim()))).isEqualTo("reversed");
    platform.faults(
        InsuranceFault.dropAfterBooking().on("2207").times(1),
        InsuranceFault.of(Kind.STALE_ANSWER, Point.AFTER).on("5203").times(2),
        kind == Kind.DROP
            ? InsuranceFault.of(Kind.DROP, Point.BEFORE).on("2601").times(1)
            : InsuranceFault.lateCommit("5203").on("2601").times(1));
    submit(bill.claim());
    await().atMost(LONG).until(() -> state().equals(state));
    assertThat(platform.judge().standing()).hasSize(standing);
    // Two of the first attempt, two that were stale, two after the reversal.
    assertThat(platform.callCounts()).containsEntry("5203", 6L);
  }

  @Test
  void aCancelThatStoppedHalfwaySaysWhatRemainsAndGoesOn() throws Exception {
    submit(bill.claim());
    platform.faults(InsuranceFault.refuse("系统维护").on("2205").times(1));
    ClaimResponse half = cancel(true);
    assertThat(half.getStatus()).isEqualTo(ClaimResponse.ClaimResponseStatus.CANCELLED);
    assertThat(half.getOutcome()).isEqualTo(RemittanceOutcome.PARTIAL);
    assertThat(notes(half)).anyMatch(note -> note.contains("2205"));
    assertThat(notes(half)).anyMatch(note -> note.contains("2202"));

    ClaimResponse whole = cancel(true);
    assertThat(whole.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(notes(whole)).noneMatch(note -> note.contains("2205"));
    assertThat(platform.visits()).isZero();
    assertThat(platform.callCounts()).containsEntry("2208", 1L);
    int calls = platform.calls().size();
    cancel(true);
    assertThat(platform.calls()).hasSize(calls);
  }

  @Test
  void anUnknownRefusalOfALostWithdrawalIsLeftToAPerson() throws Exception {
    submit(bill.claim());
    platform.faults(
        InsuranceFault.of(Kind.DROP, Point.AFTER).on("2205").times(1),
        InsuranceFault.refuse("系统维护").on("2205").times(1));
    ClaimResponse half = cancel(false);
    assertThat(state()).isEqualTo("needs-person");
    assertThat(half.getStatus()).isEqualTo(ClaimResponse.ClaimResponseStatus.CANCELLED);
    assertThat(half.getOutcome()).isEqualTo(RemittanceOutcome.PARTIAL);
    assertThat(node.jdbc.queryForObject("select count(*) from resource_task", Long.class))
        .isEqualTo(1);
    assertThat(cancel(false).getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
  }

  @Test
  void aVisitThatNobodyKnowsOfGetsATask() throws Exception {
    platform.faults(
        InsuranceFault.of(Kind.DROP, Point.AFTER).on("2201").times(1),
        InsuranceFault.of(Kind.FAIL, Point.BEFORE).on("5201"));
    node.visits()
        .register(
            InsuranceNode.EMR, bill.encounterId, bill.coverageId, bill.credential, Bill.COUNTER);
    await()
        .atMost(LONG)
        .until(
            () ->
                node.jdbc
                    .queryForList("select state from insurance_case where not open", String.class)
                    .contains("needs-person"));
    assertThat(node.jdbc.queryForObject("select count(*) from resource_task", Long.class))
        .isEqualTo(1);
  }

  @Test
  void claimsOfOnePersonDoNotHoldTheThreadsOfOthers() throws Exception {
    submit(bill.claim());
    node.jdbc.update(
        "update insurance_person set owner = 'other', fence = fence + 1,"
            + " lease_until = now() + interval '1 hour'");
    try (InsuranceNode small =
        new InsuranceNode(jdbcUrl, platform.url(), Duration.ofSeconds(5), 2)) {
      Bill other = new Bill(small, "0022");
      platform.insure(other.person);
      ExecutorService counters = Executors.newFixedThreadPool(2);
      for (String identifier : List.of("C2", "C3")) {
        counters.submit(
            () ->
                small
                    .desk()
                    .submit(
                        InsuranceNode.EMR, bill.claim(identifier), bill.credential, Bill.COUNTER));
      }
      counters.shutdown();
      String open = "select count(*) from insurance_case where open";
      await().atMost(LONG).until(() -> small.jdbc.queryForObject(open, Long.class) == 2);
      await()
          .atMost(Duration.ofSeconds(8))
          .ignoreExceptionsInstanceOf(DeskException.class)
          .until(
              () ->
                  small
                          .response(
                              small
                                  .desk()
                                  .submit(
                                      InsuranceNode.EMR,
                                      other.claim(),
                                      other.credential,
                                      Bill.COUNTER))
                          .getOutcome()
                      == RemittanceOutcome.COMPLETE);
      node.jdbc.update("update insurance_person set lease_until = '-infinity'");
      await().atMost(LONG).until(() -> small.jdbc.queryForObject(open, Long.class) == 0);
      assertThat(platform.judge().standing()).hasSize(4);
    }
  }

  @Test
  void claimsAreCountedByStateAndTheUnfinishedByAge() throws Exception {
    submit(bill.claim());
    platform.faults(
        InsuranceFault.dropAfterBooking().on("2207").times(1),
        InsuranceFault.of(Kind.FAIL, Point.BEFORE).on("5203"));
    submit(bill.claim("C4"));
    await()
        .atMost(LONG)
        .until(
            () ->
                node.jdbc
                    .queryForList("select state from insurance_case where not open", String.class)
                    .contains("needs-person"));
    node.jdbc.update("update insurance_case set created_at = now() - interval '2 hours'");
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    new CaseMeters(node.jdbc, registry).count();

    String claims = "xiangqiao.insurance.claims";
    assertThat(registry.get(claims).tag("state", "booked").gauge().value()).isEqualTo(1);
    assertThat(registry.get(claims).tag("state", "needs-person").gauge().value()).isEqualTo(1);
    assertThat(registry.get("xiangqiao.insurance.age").tag("state", "needs-person").gauge().value())
        .isBetween(7_200.0, 7_500.0);
    assertThat(registry.find("xiangqiao.insurance.age").tag("state", "booked").gauge()).isNull();
  }

  @Test
  void whoTakesAClaimUpAgainActsForItself() throws Exception {
    platform.faults(refused("2207"));
    submit(bill.claim());
    Caller stranger = new Caller(1, "emr", "other-centre", "r2");
    assertThatThrownBy(() -> submit(stranger, bill.claim()))
        .isInstanceOfSatisfying(
            DeskException.class,
            e -> assertThat(e.reason()).isEqualTo(DeskException.Reason.UNKNOWN));
    assertThatThrownBy(() -> node.desk().cancel(stranger, claimId(), false, Bill.COUNTER))
        .isInstanceOfSatisfying(
            DeskException.class,
            e -> assertThat(e.reason()).isEqualTo(DeskException.Reason.UNKNOWN));

    submit(new Caller(1, "kiosk", "centre", "r3"), bill.claim());
    assertThat(
            node.jdbc.queryForList(
                "select client || ' ' || request_id from insurance_case where kind = 'claim'",
                String.class))
        .containsExactly("kiosk r3");
  }
}
