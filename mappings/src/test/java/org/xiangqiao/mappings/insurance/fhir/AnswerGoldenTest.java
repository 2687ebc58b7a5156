package org.xiangqiao.mappings.insurance.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.Use;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.CoverageEligibilityResponse;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xiangqiao.mappings.hl7v2.GoldenFiles;
import org.xiangqiao.mappings.insurance.Dictionaries;
import org.xiangqiao.mappings.insurance.amount.AmountIdentities;
import org.xiangqiao.mappings.insurance.amount.Settlement;
import org.xiangqiao.mappings.insurance.envelope.InsuranceAnswer;
import org.xiangqiao.mappings.insurance.envelope.MessageId;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;
import org.xiangqiao.mappings.insurance.profile.AmountRules;
import org.xiangqiao.terminology.CodeTables;

/** The platform's answers, as object and as text, become the same resources, which are valid. */
class AnswerGoldenTest {

  private static final Dictionaries DICTIONARIES = Dictionaries.shipped(CodeTables.load());

  private final SettlementAnswer settlements = new SettlementAnswer(DICTIONARIES);
  private final PersonAnswer persons = new PersonAnswer(DICTIONARIES);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPersonBecomesOneCoveragePerInsurance(boolean asText) {
    Payload output = AnswerFiles.output("1101", asText);
    List<Coverage> coverages = persons.coverages(output, new Reference("Patient/zhou"));

    assertThat(coverages).hasSize(2);
    for (int i = 0; i < 2; i++) {
      golden("1101-coverage-" + (i + 1), coverages.get(i));
    }
    golden(
        "1101-response",
        persons.response(
            Sample.eligibility(),
            output,
            List.of(new Reference("Coverage/a"), new Reference("Coverage/b")),
            Sample.NOW));
    assertThat(persons.differences(output, Sample.patient())).isEmpty();
  }

  @Test
  void anotherNameIsAWarningThatNamesNobody() {
    Patient other = Sample.patient();
    other.getNameFirstRep().setText("周 德 望");

    assertThat(persons.differences(AnswerFiles.output("1101", false), other))
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.text(Locale.CHINESE)).contains("不一致").doesNotContain("周"));
    other.getNameFirstRep().setText("周 德旺");
    assertThat(persons.differences(AnswerFiles.output("1101", false), other)).isEmpty();
  }

  @Test
  void anotherIdentityCardIsAWarningThatShowsNone() {
    Patient other = Sample.patient();
    other.getIdentifierFirstRep().setValue("990101195803120238");

    assertThat(persons.differences(AnswerFiles.output("1101", false), other))
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.text(Locale.CHINESE)).contains("身份证").doesNotContain("9901"));
    other.getIdentifier().clear();
    assertThat(persons.differences(AnswerFiles.output("1101", false), other)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatThePersonIsEntitledToBecomesItems(boolean asText) {
    CoverageEligibilityResponse response =
        persons.response(
            Sample.benefits(),
            AnswerFiles.output("1101", asText),
            List.of(new Reference("Coverage/a"), new Reference("Coverage/b")),
            Sample.NOW);
    BenefitAnswer benefits =
        new BenefitAnswer(DICTIONARIES, text -> text.replace("99010100000000012345", "***"));
    benefits.entitlement(response.getInsuranceFirstRep(), AnswerFiles.output("2001", asText));
    benefits.diseases(response.getInsuranceFirstRep(), AnswerFiles.output("5301", asText));

    golden("2001-5301-response", response);
  }

  @ParameterizedTest
  @CsvSource({
    "2206, 2204, true, false", "2206, 2204, true, true",
    "2207, 2204, false, false", "2207, 2204, false, true",
    "2303, 2301, true, false", "2303, 2301, true, true",
    "2304, 2301, false, false", "2304, 2301, false, true"
  })
  void aSettlementBecomesClaimResponseAndStatement(
      String infno, String details, boolean quote, boolean asText) {
    Claim claim = infno.startsWith("22") ? Sample.bill() : Sample.stayBill();
    claim.setUse(quote ? Use.PREDETERMINATION : Use.CLAIM);
    Payload output = AnswerFiles.output(infno, asText);
    List<Row> lines = AnswerFiles.output(details, asText).rows("result");

    ClaimResponse response =
        settlements.settled(claim, Sample.coverage(), output, lines, Sample.NOW);
    golden(infno + "-claim-response", response);
    assertThat(response.hasPayment()).isEqualTo(!quote);
    if (!quote) {
      response.setId("r1");
      golden(
          infno + "-statement",
          new SettlementExplanation().explain(claim, response, output.row("setlinfo")));
    }
    AmountIdentities identities = new AmountIdentities(AmountRules.USUAL);
    assertThat(identities.ofSettlement(output, claim.getTotal().getValue())).isEmpty();
    assertThat(identities.ofLines(lines)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2501, false", "2501, true", "2503, false", "2503, true"})
  void aFilingBecomesItsNumberAndPeriod(String infno, boolean asText) {
    Claim claim = infno.equals("2501") ? Sample.referral() : Sample.diseaseFiling();
    String number = FilingAnswer.number(AnswerFiles.output(infno, asText)).orElseThrow();
    golden(
        infno + "-claim-response",
        new FilingAnswer(settlements).filed(claim, Sample.coverage(), number, Sample.NOW));
  }

  @ParameterizedTest
  @CsvSource({"3101, false", "3101, true", "3102, false", "3102, true"})
  void hitsOfAnAuditBecomeIssuesOfTheLines(String infno, boolean asText) {
    Claim claim = infno.equals("3101") ? Sample.bill() : Sample.stayBill();
    List<AuditHit> hits = AuditAnswer.hits(AnswerFiles.output(infno, asText));

    List<DetectedIssue> issues =
        AuditAnswer.issues(
            claim,
            infno,
            hits,
            infno.equals("3102"),
            text -> text.replace("99010100000000012345", "***"));

    for (int i = 0; i < issues.size(); i++) {
      golden(infno + "-issue-" + (i + 1), issues.get(i));
    }
    assertThat(issues).hasSize(infno.equals("3101") ? 3 : 1);
    assertThat(hits.toString()).doesNotContain("用量");
  }

  @Test
  void anAuditWithoutHitsTellsNothing() {
    assertThat(AuditAnswer.hits(Payload.empty())).isEmpty();
    assertThat(AuditAnswer.hits(Payload.of("result", List.of(Row.empty())))).isEmpty();
  }

  @Test
  void everyAmountIsATotalUnderItsOwnKeyToTheCent() {
    Payload output = AnswerFiles.output("2207", false);
    ClaimResponse response =
        settlements.settled(Sample.bill(), Sample.coverage(), output, List.of(), Sample.NOW);

    assertThat(response.getTotal())
        .filteredOn(total -> total.getAmount().getValue().signum() != 0)
        .extracting(
            total ->
                total.getCategory().getCodingFirstRep().getCode()
                    + " "
                    + total.getAmount().getValue().toPlainString())
        .containsExactly(
            "medfee_sumamt 47.20",
            "preselfpay_amt 3.72",
            "inscp_scp_amt 43.48",
            "hifp_pay 21.74",
            "fund_pay_sumamt 21.74",
            "psn_part_amt 25.46",
            "psn_cash_pay 25.46");
    assertThat(response.getPayment().getDateElement().asStringValue()).isEqualTo("2026-11-22");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "many"})
  void aPaymentThatIsNotToldIsNotMadeUp(String paid) {
    Row head = Row.builder().put("setl_id", "S1").put("fund_pay_sumamt", paid).build();

    ClaimResponse response =
        settlements.settled(
            Sample.bill(), Sample.coverage(), Payload.of("setlinfo", head), List.of(), Sample.NOW);

    assertThat(response.hasPayment()).isFalse();
    assertThat(response.getIdentifierFirstRep().getValue()).isEqualTo("S1");
  }

  @Test
  void aRefusalAndAQueuedClaimAreValid() {
    golden(
        "refused",
        settlements.refused(
            Sample.bill(),
            Sample.coverage(),
            InsuranceAnswer.failure(-1, "r", "20261122100000123", "人员未参保"),
            Sample.NOW));
    golden("queued", settlements.queued(Sample.bill(), Sample.coverage(), Sample.NOW));
  }

  @Test
  void theValidatorFindsWhatIsMissing() {
    assertThat(PackageProfiles.errors(new ClaimResponse())).isNotEmpty();
  }

  @Test
  void aVisitIsNotedWithThePlatformsNumber() {
    RegistrationAnswer registration = new RegistrationAnswer();

    assertThat(registration.visit(AnswerFiles.output("2201", true))).contains("M9901010000017");
    assertThat(registration.visit(AnswerFiles.output("2401", true))).contains("M9901010000031");
    assertThat(VisitNumbers.of(registration.noted(Sample.stay(), "M2"), Sample.coverage()).visit())
        .isEqualTo("M2");
  }

  @Test
  void aCancelIsReadWithItsMisspeltKey() {
    Payload output = AnswerFiles.output("2208", false);

    assertThat(Settlement.amount(output.row("setlinfo"), "psn_cash_pay"))
        .contains(new BigDecimal("25.46"));
    assertThat(new AmountIdentities(AmountRules.USUAL).ofSettlement(output, null)).isEmpty();
  }

  @Test
  void aLostSettlementIsFoundByItsMessageUnderWhateverNode() {
    Row settled = AnswerFiles.output("2207", false).row("setlinfo");
    Payload answer =
        Payload.of(Map.of("setlinfo", List.of(), "anything", List.of(Row.empty(), settled)));
    LookupMessages lookups = new LookupMessages();

    assertThat(lookups.found(answer, new MessageId("H99010100001202611221000030017")))
        .contains(settled);
    assertThat(lookups.found(answer, new MessageId("H99010100001202611221000030018"))).isEmpty();
  }

  private static void golden(String name, Resource resource) {
    String json =
        Sample.FHIR.newJsonParser().setPrettyPrint(true).encodeResourceToString(resource) + "\n";
    assertThat(json).isEqualTo(GoldenFiles.expected("insurance/fhir/" + name + ".json", json));
    assertThat(json).doesNotContain(Sample.CREDENTIAL.number());
    assertThat(PackageProfiles.errors(resource)).isEmpty();
  }
}
