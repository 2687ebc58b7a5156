package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xiangqiao.integration.insurance.InsuranceNode.Access;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.programmes.benefit.BenefitPlanFile;
import org.xiangqiao.programmes.benefit.ItemClass;
import org.xiangqiao.simulators.insurance.CatalogueItem;
import org.xiangqiao.simulators.insurance.InsuranceFault;
import org.xiangqiao.simulators.insurance.InsuranceFault.Kind;
import org.xiangqiao.simulators.insurance.InsuranceFault.Point;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.simulators.insurance.InsuredPerson;
import org.xiangqiao.simulators.insurance.PlatformSettings;
import org.xiangqiao.store.TestPostgres;

/**
 * Bad input and bad days: each has a clear outcome at the counter and leaves the books intact. An
 * expired certificate is in {@link SignedSettlementTest} and {@link TlsLineTest}.
 */
class BadDaysTest {

  private InsurancePlatform platform;
  private InsuranceNode node;
  private Bill bill;
  private Instant now = Instant.now();

  /** Goes only when it is set. */
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return Clock.fixed(now, zone);
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  private void open(Consumer<PlatformSettings.Builder> unlike) throws Exception {
    PlatformSettings.Builder settings =
        PlatformSettings.of(BenefitPlanFile.example("suizhou-2023"));
    unlike.accept(settings);
    platform = new InsurancePlatform(settings.build());
    node =
        new InsuranceNode(
                TestPostgres.jdbcUrl(),
                platform.url(),
                Duration.ofSeconds(20),
                new Access("", null, null, null, List.of(), clock))
            .work();
    bill = new Bill(node, "0041");
    platform.insure(bill.person);
  }

  @AfterEach
  void close() {
    node.close();
    platform.close();
  }

  private ClaimResponse submit(Claim claim) throws InterruptedException {
    return node.response(
        node.desk().submit(InsuranceNode.EMR, claim, bill.credential, Bill.COUNTER));
  }

  /** Told in the platform's words, final, and nothing booked anywhere. */
  private void assertRefused(ClaimResponse response, String words) {
    assertThat(response.getOutcome()).isEqualTo(RemittanceOutcome.ERROR);
    assertThat(state(response)).isEqualTo("refused");
    assertThat(InsuranceNode.FHIR.newJsonParser().encodeResourceToString(response))
        .contains(words)
        .doesNotContain(bill.credential.number());
    assertNothingBooked();
  }

  private static String state(ClaimResponse response) {
    return response.getErrorFirstRep().getCode().getCodingFirstRep().getCode();
  }

  private void assertNothingBooked() {
    assertThat(platform.settlements()).isEmpty();
    assertThat(node.jdbc.queryForObject("select count(*) from insurance_booking", Long.class))
        .isZero();
    assertThat(
            node.jdbc.queryForObject("select count(*) from insurance_case where open", Long.class))
        .isZero();
  }

  private void assertOneSettlement(ClaimResponse response) {
    assertThat(response.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(platform.judge().standing()).hasSize(1);
    assertThat(platform.judge().doubles()).isEmpty();
    assertThat(platform.judge().balances()).isTrue();
    assertThat(
            node.jdbc.queryForObject("select sum(total) from insurance_booking", BigDecimal.class))
        .isEqualByComparingTo(platform.judge().standing().get(0).amounts().total());
  }

  @Test
  void anItemThatIsNotMapped() throws Exception {
    open(
        platform ->
            platform.catalogue(
                new CatalogueItem("XJ01CAA040E001010801", ItemClass.A, "09", null, null)));
    assertRefused(submit(bill.claim()), "医疗目录编码不存在或未对照");
    assertThat(platform.callCounts()).doesNotContainKey("2207");
  }

  @Test
  void aDoctorThatIsNotMapped() throws Exception {
    open(usual -> {});
    Claim claim = bill.claim();
    claim.getCareTeam().get(0).getProvider().setIdentifier(null);
    assertNotSent(claim, "careTeam");
  }

  @Test
  void aDiagnosisThatIsMissing() throws Exception {
    open(usual -> {});
    Claim claim = bill.claim();
    claim.setDiagnosis(null);
    assertNotSent(claim, "Claim.diagnosis");
    assertThat(platform.visits()).isZero();
  }

  @Test
  void aStayThatIsNotClosed() throws Exception {
    open(usual -> {});
    StayBill stay = new StayBill(node, "0042");
    platform.insure(stay.resident.person);
    bill = stay.resident;
    assertNotSent(stay.claim("S1", 1, 2), "Encounter");
  }

  /** Told before or instead of an answer, with the element; the platform heard nothing of money. */
  private void assertNotSent(Claim claim, String element) throws Exception {
    try {
      assertRefused(submit(claim), element);
    } catch (DeskException refused) {
      assertThat(refused.reason()).isEqualTo(DeskException.Reason.INCOMPLETE);
      assertThat(refused.place()).contains(element);
      assertNothingBooked();
    }
    assertThat(platform.callCounts()).doesNotContainKeys("2207", "2304");
  }

  @Test
  void aPersonWhoseInsuranceIsSuspended() throws Exception {
    open(usual -> {});
    platform.insure(bill.person.withStatus("2"));
    assertRefused(submit(bill.claim()), "暂停参保");
    assertThat(platform.visits()).isZero();
  }

  @Test
  void aPersonOfAnotherDistrictThanTheCoverageSays() throws Exception {
    open(usual -> {});
    platform.insure(
        InsuredPerson.resident(bill.person.number(), bill.person.certificate(), "测试居民", "429021"));
    assertRefused(submit(bill.claim()), "参保地医保区划与参保信息不一致");
  }

  @Test
  void aTotalThatIsNotThatOfItsLines() throws Exception {
    open(usual -> {});
    Claim claim = bill.claim();
    claim.getTotal().setValue(new BigDecimal("71.00"));
    ClaimResponse response = submit(claim);
    assertThat(response.getOutcome()).isEqualTo(RemittanceOutcome.ERROR);
    assertThat(state(response)).isEqualTo("refused");
    assertNothingBooked();
    assertOneSettlement(submit(bill.claim()));
  }

  @Test
  void aBatchThatIsTakenInPart() throws Exception {
    open(usual -> {});
    platform.faults(InsuranceFault.of(Kind.PARTLY, Point.AFTER).on("2204").times(1));
    assertRefused(submit(bill.claim()), "部分费用明细上传失败");
    assertOneSettlement(submit(bill.claim()));
    assertThat(platform.callCounts()).containsEntry("2205", 1L);
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"EMPTY", "HTML", "DELAY", "STATUS", "OTHER_CODE_TYPE", "WRONG_TYPE", "ANSWER_TWICE"})
  void anAnswerToEachStepThatIsNone(Kind kind) throws Exception {
    open(usual -> {});
    platform.faults(
        List.of("2201", "2203A", "2204", "2207").stream()
            .map(
                infno ->
                    InsuranceFault.of(kind, Point.AFTER)
                        .lasting(Duration.ofMillis(1200))
                        .on(infno)
                        .times(1))
            .toList());
    assertOneSettlement(submit(bill.claim()));
    assertThat(platform.visits()).isEqualTo(1);
  }

  @Test
  void aCodeAsText() throws Exception {
    open(platform -> platform.codeAsText(true));
    assertOneSettlement(submit(bill.claim()));
  }

  @Test
  void aTextThatIsLongerThanThePrintedLength() throws Exception {
    open(usual -> {});
    platform.faults(InsuranceFault.of(Kind.LONG_TEXT, Point.BEFORE).on("2204").times(1));
    assertRefused(submit(bill.claim()), "业务校验不通过：".repeat(40));
    assertOneSettlement(submit(bill.claim()));
  }

  @Test
  void aPlatformThatIsBackAfterADay() throws Exception {
    open(usual -> {});
    platform.down();
    ClaimResponse down = submit(bill.claim());
    assertThat(state(down)).isEqualTo("not-booked");
    assertNothingBooked();

    now = now.plus(Duration.ofDays(1));
    platform.up();
    assertOneSettlement(submit(bill.claim()));
  }

  @Test
  void aPlatformThatGoesWithAnAnswerAndIsBackAfterADay() throws Exception {
    open(usual -> {});
    node.visits()
        .register(
            InsuranceNode.EMR, bill.encounterId, bill.coverageId, bill.credential, Bill.COUNTER);
    platform.faults(
        InsuranceFault.dropAfterBooking().on("2207").times(1),
        InsuranceFault.of(Kind.DROP, Point.BEFORE).on("5203"));
    submit(bill.claim());
    assertThat(platform.judge().standing()).hasSize(1);

    now = now.plus(Duration.ofDays(1));
    platform.faults(List.of());
    assertOneSettlement(submit(bill.claim()));
    assertThat(platform.callCounts()).containsEntry("2207", 1L).containsEntry("9001", 3L);
  }
}
