package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.ClaimResponseStatus;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.desk.DeskException.Reason;
import org.xiangqiao.simulators.insurance.InsuranceFault;
import org.xiangqiao.simulators.insurance.InsuranceFault.Kind;
import org.xiangqiao.simulators.insurance.InsuranceFault.Point;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.simulators.insurance.InsuredPerson;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.TestPostgres;
import org.xiangqiao.store.WriteOperation;

/** Quotes over a real database and a platform that fails; its ledger is the judge. */
class QuoteTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration WAIT = Duration.ofSeconds(20);

  private final InsurancePlatform platform = InsurancePlatform.start();
  private final List<InsuranceNode> nodes = new ArrayList<>();
  private String jdbcUrl;
  private InsuranceNode node;
  private Bill bill;

  @BeforeEach
  void open() {
    jdbcUrl = TestPostgres.jdbcUrl();
    node = opened(new InsuranceNode(jdbcUrl, platform.url(), WAIT).work());
    bill = new Bill(node, "0021");
    platform.insure(bill.person);
  }

  @AfterEach
  void close() {
    nodes.forEach(InsuranceNode::close);
    platform.close();
  }

  private InsuranceNode opened(InsuranceNode one) {
    nodes.add(one);
    return one;
  }

  /** A node to which a quote is old at once. */
  private InsuranceNode impatient(boolean withVisit) {
    QuoteSettings settings = new QuoteSettings(Duration.ZERO, Duration.ofMillis(200), withVisit);
    return opened(new InsuranceNode(jdbcUrl, platform.url(), WAIT, settings));
  }

  private ClaimResponse submit(Claim claim) throws InterruptedException {
    return submit(node, claim);
  }

  private ClaimResponse submit(InsuranceNode at, Claim claim) throws InterruptedException {
    return at.response(at.desk().submit(InsuranceNode.EMR, claim, bill.credential, Bill.COUNTER));
  }

  /** The claim as it would be settled, with an identifier of its own. */
  private Claim quote(Claim claim) {
    return quote(claim, claim.getIdentifierFirstRep().getValue() + "-quote");
  }

  private static Claim quote(Claim claim, String identifier) {
    Claim quote = claim.copy();
    quote.setUse(Claim.Use.PREDETERMINATION);
    quote.getIdentifierFirstRep().setValue(identifier);
    return quote;
  }

  private static void assertEstimate(ClaimResponse response) {
    assertThat(response.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(response.getUse()).isEqualTo(ClaimResponse.Use.PREDETERMINATION);
    assertThat(response.getDisposition()).contains("预结算");
    assertThat(response.getProcessNoteFirstRep().getText()).contains("仅供参考");
    assertThat(response.hasPayment()).isFalse();
    assertThat(response.hasIdentifier()).isFalse();
    assertThat(response.getPreAuthPeriod().getEnd())
        .isAfterOrEqualTo(response.getPreAuthPeriod().getStart());
  }

  private static BigDecimal total(ClaimResponse response, String key) {
    return response.getTotal().stream()
        .filter(total -> total.getCategory().getCodingFirstRep().getCode().equals(key))
        .map(total -> total.getAmount().getValue())
        .findFirst()
        .orElseThrow();
  }

  private static void refusedFor(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(DeskException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private ClaimResponse responseOfQuote() {
    String id =
        node.jdbc.queryForObject(
            "select response_id from insurance_case where quote", String.class);
    return node.response(node.store.read(InsuranceNode.EMR, "ClaimResponse", id).orElseThrow());
  }

  @Test
  void aQuoteTellsWhatTheSettlementThenIsAndItsStepsAreReused() throws Exception {
    ClaimResponse quoted = submit(quote(bill.claim()));

    assertEstimate(quoted);
    assertThat(quoted.getItem()).hasSize(2);
    assertThat(node.steps())
        .containsExactly("2201 booked", "2203A booked", "2204 booked", "2206 booked");
    assertThat(platform.judge().standing()).isEmpty();

    ClaimResponse settled = submit(bill.claim());
    assertThat(settled.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(settled.getItem()).hasSize(2);
    for (String key : List.of("medfee_sumamt", "fund_pay_sumamt", "psn_cash_pay")) {
      assertThat(total(settled, key)).isEqualByComparingTo(total(quoted, key));
    }
    assertThat(platform.callCounts())
        .containsEntry("2201", 1L)
        .containsEntry("2203A", 1L)
        .containsEntry("2204", 1L)
        .containsEntry("2207", 1L)
        .doesNotContainKey("2205");
    assertThat(platform.judge().standing()).hasSize(1);
  }

  @Test
  void aBillThatChangedAfterItsQuoteIsSentAnew() throws Exception {
    submit(quote(bill.claim()));
    Claim changed = bill.claim("C-other");
    changed.getItem().remove(1);
    changed.getTotal().setValue(new BigDecimal("30.00"));
    changed
        .getItem()
        .get(0)
        .getExtension()
        .get(0)
        .setValue(bill.claim().getItem().get(0).getExtension().get(0).getValue());

    ClaimResponse settled = submit(changed);
    assertThat(settled.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(total(settled, "medfee_sumamt")).isEqualByComparingTo("30.00");
    assertThat(platform.callCounts())
        .containsEntry("2201", 1L)
        .containsEntry("2204", 2L)
        .containsEntry("2205", 1L)
        .containsEntry("2207", 1L);
    assertThat(platform.judge().standing()).hasSize(1);

    String claim = settled.getRequest().getReferenceElement().getIdPart();
    ClaimResponse cancelled =
        node.response(node.desk().cancel(InsuranceNode.EMR, claim, true, Bill.COUNTER));
    assertThat(cancelled.getStatus()).isEqualTo(ClaimResponseStatus.CANCELLED);
    assertThat(platform.visits()).isZero();
  }

  @Test
  void theSameQuoteIsAnsweredWhileItIsFreshAndAskedAnewLater() throws Exception {
    ClaimResponse first = submit(quote(bill.claim()));
    ClaimResponse again = submit(quote(bill.claim()));
    assertThat(again.getMeta().getVersionId()).isEqualTo(first.getMeta().getVersionId());
    assertThat(platform.callCounts()).containsEntry("2206", 1L);

    ClaimResponse later = submit(impatient(true), quote(bill.claim()));
    assertEstimate(later);
    assertThat(later.getIdElement().getIdPart()).isEqualTo(first.getIdElement().getIdPart());
    assertThat(platform.callCounts()).containsEntry("2206", 2L).containsEntry("2204", 1L);
    assertThat(node.steps()).filteredOn(step -> step.equals("2206 booked")).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(Point.class)
  void aLostAnswerOfAQuoteIsAskedForAgainAndNothingReversed(Point point) throws Exception {
    platform.faults(InsuranceFault.of(Kind.DROP, point).on("2206").times(1));
    assertEstimate(submit(quote(bill.claim())));
    assertThat(platform.callCounts())
        .containsEntry("2206", 2L)
        .doesNotContainKeys("2601", "5203", "2205");
  }

  @Test
  void aRefusedQuoteSaysSoAndTheClaimGoesOn() throws Exception {
    platform.faults(InsuranceFault.refuse("待遇校验未通过").on("2206").times(1));
    ClaimResponse refused = submit(quote(bill.claim()));
    assertThat(refused.getOutcome()).isEqualTo(RemittanceOutcome.ERROR);
    assertThat(refused.getErrorFirstRep().getCode().getText()).contains("待遇校验未通过");
    assertThat(node.steps()).contains("2206 refused");

    assertThat(submit(bill.claim()).getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(platform.callCounts()).containsEntry("2204", 1L);
  }

  /** Of the quote's lines half arrived; the claim has the same lines in a batch of its own. */
  @Test
  void whatAQuoteUploadedInPartIsWithdrawnUnderItsOwnBatch() throws Exception {
    platform.faults(InsuranceFault.of(Kind.PARTLY, Point.BEFORE).on("2204").times(1));
    Claim claim = bill.claim();
    Claim quote = quote(claim);
    quote
        .getExtensionByUrl("https://fhir.xiangqiao.org/StructureDefinition/charge-batch")
        .setValue(new StringType("Q-BATCH"));
    assertThat(submit(quote).getOutcome()).isEqualTo(RemittanceOutcome.ERROR);

    ClaimResponse settled = submit(claim);

    assertThat(settled.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(platform.callCounts()).containsEntry("2204", 2L).containsEntry("2205", 1L);
    assertThat(platform.judge().standing())
        .singleElement()
        .satisfies(one -> assertThat(one.lines()).hasSize(2));
    assertThat(platform.judge().doubles()).isEmpty();
  }

  @Test
  void whatADyingNodeAskedForIsAskedByAnother() throws Exception {
    platform.faults(
        InsuranceFault.of(Kind.DELAY, Point.AFTER)
            .lasting(Duration.ofMillis(900))
            .on("2206")
            .times(1));
    InsuranceNode dying = opened(new InsuranceNode(jdbcUrl, platform.url(), Duration.ofMillis(50)));
    StoredResource queued =
        dying.desk().submit(InsuranceNode.EMR, quote(bill.claim()), bill.credential, Bill.COUNTER);
    assertThat(dying.response(queued).getOutcome()).isEqualTo(RemittanceOutcome.QUEUED);
    await().atMost(LONG).until(() -> node.steps().contains("2206 sent"));
    refusedFor(Reason.UNDER_WAY, () -> submit(bill.claim()));
    node.jdbc.update(
        "update insurance_person set owner = 'dead', fence = fence + 1, lease_until = '-infinity'");
    node.jdbc.update("update insurance_case set not_before = now()");

    await().atMost(LONG).until(() -> responseOfQuote().getOutcome() != RemittanceOutcome.QUEUED);
    // What the patient showed was in the other node's memory only.
    assertThat(responseOfQuote().getErrorFirstRep().getCode().getCodingFirstRep().getCode())
        .isEqualTo("needs-credential");
    assertEstimate(submit(quote(bill.claim())));
    assertThat(submit(bill.claim()).getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(platform.judge().standing()).hasSize(1);
  }

  @Test
  void anAbandonedQuoteIsWithdrawnOnceWithItsVisitOverTwoNodes() throws Exception {
    submit(quote(bill.claim()));
    impatient(true).work();
    impatient(true).work();

    await()
        .atMost(LONG)
        .until(() -> responseOfQuote().getStatus() == ClaimResponseStatus.CANCELLED);
    ClaimResponse withdrawn = responseOfQuote();
    assertThat(withdrawn.getDisposition()).contains("预结算已失效");
    assertThat(withdrawn.hasTotal()).isFalse();
    assertThat(platform.callCounts()).containsEntry("2205", 1L).containsEntry("2202", 1L);
    assertThat(platform.visits()).isZero();

    assertThat(submit(bill.claim()).getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(platform.callCounts()).containsEntry("2201", 2L).containsEntry("2204", 2L);
  }

  @Test
  void aWithdrawnQuoteMayBeAskedAgain() throws Exception {
    submit(quote(bill.claim()));
    InsuranceNode timer = impatient(false).work();
    await()
        .atMost(LONG)
        .until(() -> responseOfQuote().getStatus() == ClaimResponseStatus.CANCELLED);
    timer.close();
    nodes.remove(timer);
    assertThat(platform.callCounts()).containsEntry("2205", 1L).doesNotContainKey("2202");

    assertEstimate(submit(quote(bill.claim())));
    assertThat(platform.callCounts()).containsEntry("2201", 1L).containsEntry("2204", 2L);
  }

  @Test
  void aVisitThatWasRegisteredByItselfOutlivesItsQuote() throws Exception {
    node.visits()
        .register(
            InsuranceNode.EMR, bill.encounterId, bill.coverageId, bill.credential, Bill.COUNTER);
    submit(quote(bill.claim()));
    impatient(true).work();
    await()
        .atMost(LONG)
        .until(() -> responseOfQuote().getStatus() == ClaimResponseStatus.CANCELLED);
    assertThat(platform.callCounts()).containsEntry("2205", 1L).doesNotContainKey("2202");
    assertThat(platform.visits()).isEqualTo(1);
  }

  @Test
  void whatAClaimHasTakenOverIsNotWithdrawnNorCancelledAsAQuote() throws Exception {
    ClaimResponse quoted = submit(quote(bill.claim()));
    submit(bill.claim());
    String claim = quoted.getRequest().getReferenceElement().getIdPart();
    refusedFor(
        Reason.OTHER_BILLS,
        () -> node.desk().cancel(InsuranceNode.EMR, claim, false, Bill.COUNTER));
    InsuranceNode timer = impatient(true);
    assertThat(
            node.jdbc.queryForObject(
                "select count(*) from insurance_case where quote and taken_by is null", Long.class))
        .isZero();
    assertThat(submit(timer, quote(bill.claim())).getMeta().getVersionId())
        .isEqualTo(quoted.getMeta().getVersionId());
    assertThat(platform.callCounts()).containsEntry("2206", 1L).doesNotContainKey("2205");
    assertThat(platform.judge().standing()).hasSize(1);
  }

  @Test
  void aStayIsQuotedBeforeItsEndAndSettledWithWhatIsThere() throws Exception {
    StayBill stay = new StayBill(node, "0022");
    platform.insure(stay.resident.person);
    bill = stay.resident;
    assertEstimate(submit(quote(stay.claim("S1", 1, 3), "Q1")));
    assertThat(platform.callCounts()).containsEntry("2303", 1L).doesNotContainKey("2402");

    stay.discharged();
    ClaimResponse settled = submit(stay.claim("S1", 1, 3));
    assertThat(settled.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(platform.callCounts())
        .containsEntry("2401", 1L)
        .containsEntry("2301", 2L)
        .containsEntry("2304", 1L)
        .doesNotContainKey("2302");
    refusedFor(Reason.OTHER_BILLS, () -> submit(quote(stay.claim("S1", 1, 4), "Q2")));
  }

  @Test
  void anAbandonedQuoteOfAStayLeavesWhatWasUploadedBefore() throws Exception {
    StayBill stay = new StayBill(node, "0022");
    platform.insure(stay.resident.person);
    bill = stay.resident;
    node.desk().upload(InsuranceNode.EMR, stay.claim("D1", 1, 2), bill.credential, Bill.COUNTER);
    submit(quote(stay.claim("S1", 1, 2), "Q1"));
    impatient(true).work();
    await()
        .atMost(LONG)
        .until(() -> responseOfQuote().getStatus() == ClaimResponseStatus.CANCELLED);
    assertThat(platform.callCounts()).doesNotContainKeys("2302", "2404");
  }

  @Test
  void anAbandonedQuoteOfAStayIsWithdrawnWithTheAdmissionThatItMade() throws Exception {
    StayBill stay = new StayBill(node, "0022");
    platform.insure(stay.resident.person);
    bill = stay.resident;
    submit(quote(stay.claim("S1", 1, 2), "Q1"));
    impatient(true).work();
    await()
        .atMost(LONG)
        .until(() -> responseOfQuote().getStatus() == ClaimResponseStatus.CANCELLED);
    assertThat(platform.callCounts()).containsEntry("2302", 1L).containsEntry("2404", 1L);
    assertThat(platform.visits()).isZero();
  }

  @Test
  void patientsOfOtherDistrictsSettleOnlyWhereTheProvinceAllows() throws Exception {
    insuredIn("429004");
    int calls = platform.calls().size();
    refusedFor(Reason.CROSS_DISTRICT, () -> submit(bill.claim()));
    refusedFor(Reason.CROSS_DISTRICT, () -> submit(quote(bill.claim())));
    refusedFor(
        Reason.CROSS_DISTRICT,
        () ->
            node.visits()
                .register(
                    InsuranceNode.EMR,
                    bill.encounterId,
                    bill.coverageId,
                    bill.credential,
                    Bill.COUNTER));
    assertThat(platform.calls()).hasSize(calls);

    insuredIn("421302");
    platform.insure(
        InsuredPerson.resident(bill.person.number(), bill.credential.number(), "测试居民", "421302"));
    assertThat(submit(bill.claim()).getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
  }

  private void insuredIn(String district) {
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
  }
}
