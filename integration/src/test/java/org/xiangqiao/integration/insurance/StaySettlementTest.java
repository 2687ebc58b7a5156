package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.desk.DeskException.Reason;
import org.xiangqiao.integration.insurance.desk.VisitDesk.Registration;
import org.xiangqiao.integration.insurance.state.BookingState;
import org.xiangqiao.simulators.insurance.InsuranceCall;
import org.xiangqiao.simulators.insurance.InsuranceFault;
import org.xiangqiao.simulators.insurance.InsuranceFault.Kind;
import org.xiangqiao.simulators.insurance.InsuranceFault.Point;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.store.TestPostgres;

/** Stays over a real database and a platform that fails; its ledger is the judge. */
class StaySettlementTest {

  private final InsurancePlatform platform = InsurancePlatform.start();
  private InsuranceNode node;
  private StayBill stay;

  @BeforeEach
  void open() {
    node = new InsuranceNode(TestPostgres.jdbcUrl(), platform.url(), Duration.ofSeconds(20)).work();
    stay = new StayBill(node, "0011");
    platform.insure(stay.resident.person);
  }

  @AfterEach
  void close() {
    node.close();
    platform.close();
  }

  private Registration register() throws InterruptedException {
    return node.visits()
        .register(
            InsuranceNode.EMR,
            stay.encounterId,
            stay.resident.coverageId,
            stay.resident.credential,
            Bill.COUNTER);
  }

  private ClaimResponse upload(Claim claim) throws InterruptedException {
    return node.response(node.desk().upload(InsuranceNode.EMR, claim, null, Bill.COUNTER));
  }

  private ClaimResponse submit(Claim claim) throws InterruptedException {
    return node.response(
        node.desk().submit(InsuranceNode.EMR, claim, stay.resident.credential, Bill.COUNTER));
  }

  private ClaimResponse cancel(boolean withStay) throws InterruptedException {
    String claim =
        node.jdbc.queryForObject(
            "select resource_id from insurance_case where goal = 'settle-stay'", String.class);
    return node.response(node.desk().cancel(InsuranceNode.EMR, claim, withStay, Bill.COUNTER));
  }

  private static void drop(InsurancePlatform platform, Point point, String... transactions) {
    platform.faults(
        List.of(transactions).stream()
            .map(infno -> InsuranceFault.of(Kind.DROP, point).on(infno).times(1))
            .toList());
  }

  private long calls(String infno) {
    return platform.callCounts().getOrDefault(infno, 0L);
  }

  private void assertOneSettlement(String total) {
    assertThat(platform.judge().standing())
        .singleElement()
        .satisfies(one -> assertThat(one.amounts().total()).isEqualByComparingTo(total));
    assertThat(platform.judge().doubles()).isEmpty();
    assertThat(platform.judge().balances()).isTrue();
    assertThat(
            platform
                .judge()
                .missing(
                    node.jdbc.queryForList(
                        "select message_id from insurance_step"
                            + " where infno = '2304' and state = 'booked' and not past",
                        String.class)))
        .isEmpty();
  }

  private static void refused(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(DeskException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void aStayIsAdmittedChargedDailyDischargedAndSettledOnce() throws Exception {
    assertThat(register().state()).isEqualTo(BookingState.BOOKED);
    ClaimResponse priced = upload(stay.claim("D1", 1, 3));
    assertThat(priced.getOutcome()).isEqualTo(RemittanceOutcome.PARTIAL);
    assertThat(priced.getItem()).hasSize(3);
    assertThat(priced.getTotal()).isEmpty();
    assertThat(priced.hasPayment()).isFalse();
    assertThat(calls("2301")).isEqualTo(2);
    upload(stay.claim("D1", 1, 3));
    upload(stay.claim("D1 again", 1, 3));
    assertThat(calls("2301")).isEqualTo(2);

    stay.discharged();
    ClaimResponse settled = submit(stay.claim("C1", 1, 5));
    assertThat(settled.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(settled.getItem()).hasSize(5);
    assertThat(settled.getIdentifierFirstRep().getValue())
        .isEqualTo(platform.judge().standing().get(0).id());
    assertThat(node.steps())
        .containsExactly(
            "2401 booked",
            "2301 booked",
            "2301 booked",
            "2301 booked",
            "2402 booked",
            "2304 booked");
    assertOneSettlement("150.00");

    int calls = platform.calls().size();
    submit(stay.claim("C1", 1, 5));
    refused(Reason.OTHER_BILLS, () -> submit(stay.claim("C2", 1, 5)));
    refused(Reason.OTHER_BILLS, () -> upload(stay.claim("D6", 6, 6)));
    refused(Reason.OTHER_CONTENT, () -> submit(stay.claim("D1", 1, 3)));
    assertThat(platform.calls()).hasSize(calls);
    assertThat(
            node.jdbc.queryForList(
                "select (c.*)::text || coalesce((s.*)::text, '') from insurance_case c"
                    + " left join insurance_step s using (tenant_id, case_id)",
                String.class))
        .noneMatch(
            row ->
                row.contains(stay.resident.credential.number())
                    || row.contains("测试居民")
                    || row.contains("李医生"));
  }

  @ParameterizedTest
  @EnumSource(Point.class)
  void whatIsLostBeforeTheSettlementIsMadeGood(Point point) throws Exception {
    drop(platform, point, "2401", "2301", "2402");
    stay.discharged();
    assertThat(submit(stay.claim("C1", 1, 5)).getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(platform.visits()).isEqualTo(1);
    assertThat(calls("2401")).isEqualTo(point == Point.AFTER ? 1 : 2);
    assertThat(calls("2402")).isEqualTo(point == Point.AFTER ? 1 : 2);
    assertOneSettlement("150.00");
  }

  @Test
  void aLostBatchIsWithdrawnWithAllOthersAndSentAgain() throws Exception {
    register();
    upload(stay.claim("D1", 1, 3));
    drop(platform, Point.AFTER, "2301", "2302");
    assertThat(upload(stay.claim("D2", 4, 4)).getItem()).hasSize(1);
    stay.discharged();
    assertThat(submit(stay.claim("C1", 1, 4)).getItem()).hasSize(4);
    assertThat(calls("2302")).isEqualTo(2);
    assertOneSettlement("120.00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2204", "2301"})
  void linesThatWereTakenInPartAreWithdrawnBeforeTheyAreSentAgain(String infno) throws Exception {
    platform.faults(InsuranceFault.of(Kind.PARTLY, Point.BEFORE).on(infno).times(1));
    stay.discharged();
    boolean visit = infno.equals("2204");
    Claim claim = visit ? stay.resident.claim() : stay.claim("C1", 1, 2);
    assertThat(submit(claim.copy()).getErrorFirstRep().getCode().getCodingFirstRep().getCode())
        .isEqualTo("refused");
    assertThat(submit(claim.copy()).getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(platform.judge().standing()).hasSize(1);
    assertThat(platform.callCounts()).containsEntry(visit ? "2205" : "2302", 1L);
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"DROP", "FAIL"})
  void aSettlementWhoseAnswerIsLostIsAdopted(Kind kind) throws Exception {
    platform.faults(InsuranceFault.of(kind, Point.AFTER).on("2304").times(1));
    stay.discharged();
    assertThat(submit(stay.claim("C1", 1, 2)).getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(platform.callCounts()).containsEntry("2304", 1L).doesNotContainKey("2601");
    assertOneSettlement("60.00");
  }

  @Test
  void aSettlementThatNeverArrivedIsReversedAndMayBeHandedInAgain() throws Exception {
    drop(platform, Point.BEFORE, "2304");
    stay.discharged();
    ClaimResponse reversed = submit(stay.claim("C1", 1, 2));
    assertThat(reversed.getErrorFirstRep().getCode().getCodingFirstRep().getCode())
        .isEqualTo("reversed");
    assertThat(platform.callCounts()).containsEntry("5203", 2L).containsEntry("2601", 1L);
    assertThat(submit(stay.claim("C1", 1, 2)).getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(platform.callCounts()).containsEntry("2301", 1L).containsEntry("2402", 1L);
    assertOneSettlement("60.00");
  }

  @ParameterizedTest
  @EnumSource(Point.class)
  void aCancelTakesEverythingBackInOrderWhateverIsLost(Point point) throws Exception {
    stay.discharged();
    submit(stay.claim("C1", 1, 3));
    drop(platform, point, "2405", "2302", "2404");
    ClaimResponse cancelled = cancel(true);
    assertThat(cancelled.getStatus()).isEqualTo(ClaimResponse.ClaimResponseStatus.CANCELLED);
    assertThat(platform.calls().stream().map(InsuranceCall::infno).distinct())
        .containsSubsequence("2304", "2305", "2405", "2302", "2404")
        .doesNotContain("2601");
    assertThat(platform.judge().standing()).isEmpty();
    assertThat(platform.visits()).isZero();

    assertThat(submit(stay.claim("C2", 1, 3)).getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertOneSettlement("90.00");
  }

  @Test
  void aBillThatChangedIsTakenBackAndUploadedAgain() throws Exception {
    register();
    upload(stay.claim("D1", 1, 3));
    stay.discharged();
    Claim claim = stay.claim("C1", 1, 2);
    claim.getItem().get(0).getQuantity().setValue(2);
    claim.getItem().get(0).getNet().setValue(new BigDecimal("20.00"));
    StayBill.totalled(claim);
    assertThat(submit(claim).getItem()).hasSize(2);
    assertThat(platform.callCounts()).containsEntry("2302", 1L);
    assertOneSettlement("50.00");
  }

  @Test
  void chargesThatComeAfterTheDischargeOpenTheStayAgain() throws Exception {
    stay.discharged();
    platform.faults(InsuranceFault.refuse("就诊凭证与人员编号不符").on("2304").times(1));
    submit(stay.claim("C1", 1, 2));
    assertThat(submit(stay.claim("C2", 1, 3)).getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(platform.callCounts()).containsEntry("2405", 1L).containsEntry("2402", 2L);
    assertOneSettlement("90.00");
  }

  @Test
  void aStayIsChangedWhenItsEncounterWas() throws Exception {
    String visit = register().visitNumber();
    assertThat(register().visitNumber()).isEqualTo(visit);
    assertThat(calls("2403")).isZero();
    stay.moved("5床");
    assertThat(register().state()).isEqualTo(BookingState.BOOKED);
    assertThat(register().visitNumber()).isEqualTo(visit);
    assertThat(platform.callCounts()).containsEntry("2403", 1L).containsEntry("2401", 1L);
  }

  @Test
  void anAdmissionThatLacksSomethingNamesItAndIsNotSent() {
    stay.moved(null);
    assertThatThrownBy(this::register)
        .isInstanceOfSatisfying(
            DeskException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.INCOMPLETE);
              assertThat(e.place()).isEqualTo("Encounter.location.location");
            });
    assertThat(platform.calls()).isEmpty();
  }

  @Test
  void whatIsNotSupportedIsRefusedBeforeAnythingIsSent() {
    refused(Reason.NOT_SUPPORTED, () -> upload(stay.resident.claim()));
    Claim midway = stay.claim("C1", 1, 2);
    midway.getSupportingInfo().get(3).getCode().getCodingFirstRep().setCode("1");
    refused(Reason.NOT_SUPPORTED, () -> submit(midway));
    assertThat(platform.calls()).isEmpty();
  }
}
