package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Coverage.CoverageStatus;
import org.hl7.fhir.r4.model.CoverageEligibilityRequest;
import org.hl7.fhir.r4.model.CoverageEligibilityRequest.EligibilityRequestPurpose;
import org.hl7.fhir.r4.model.CoverageEligibilityResponse;
import org.hl7.fhir.r4.model.CoverageEligibilityResponse.ItemsComponent;
import org.hl7.fhir.r4.model.Enumerations.RemittanceOutcome;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.desk.DeskException.Reason;
import org.xiangqiao.mappings.insurance.fhir.Credential;
import org.xiangqiao.programmes.benefit.Identity;
import org.xiangqiao.simulators.insurance.InsuranceFault;
import org.xiangqiao.simulators.insurance.InsuranceFault.Kind;
import org.xiangqiao.simulators.insurance.InsuranceFault.Point;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.simulators.insurance.InsuredPerson;
import org.xiangqiao.store.TestPostgres;

/** Who is insured, asked of a platform that fails, over a real database. */
class EligibilityTest {

  private static final String TOKEN = "EC0TOKEN77001122334455";
  private static final String ASSISTED = "0601";

  private final InsurancePlatform platform = InsurancePlatform.start();
  private final List<InsuranceNode> nodes = new ArrayList<>();
  private String jdbcUrl;
  private InsuranceNode node;
  private Eligible person;

  @BeforeEach
  void open() {
    jdbcUrl = TestPostgres.jdbcUrl();
    node = node(Duration.ofSeconds(20), 64);
    person = new Eligible(node, 71);
    platform.insure(
        person
            .insured
            .withCredentials(Set.of(TOKEN))
            .withIdentities(List.of(new Identity(ASSISTED, LocalDate.of(2020, 1, 1), null))));
  }

  @AfterEach
  void close() {
    nodes.forEach(InsuranceNode::close);
    platform.close();
  }

  private InsuranceNode node(Duration wait, int atOnce) {
    InsuranceNode opened = new InsuranceNode(jdbcUrl, platform.url(), wait, atOnce);
    nodes.add(opened);
    return opened;
  }

  private CoverageEligibilityResponse ask() throws InterruptedException {
    return ask(node, person.request(), Eligible.token(TOKEN));
  }

  private CoverageEligibilityResponse ask(
      InsuranceNode at, CoverageEligibilityRequest request, Credential shown)
      throws InterruptedException {
    return InsuranceNode.FHIR
        .newJsonParser()
        .parseResource(
            CoverageEligibilityResponse.class,
            at.eligibility().submit(InsuranceNode.EMR, request, shown, Bill.COUNTER).json());
  }

  private Coverage coverage(Reference reference) {
    return InsuranceNode.FHIR
        .newJsonParser()
        .parseResource(
            Coverage.class,
            node.store
                .read(InsuranceNode.EMR, "Coverage", reference.getReferenceElement().getIdPart())
                .orElseThrow()
                .json());
  }

  private void assertStored(int coverages, int answers) {
    assertThat(person.count(node, "Coverage")).isEqualTo(coverages);
    assertThat(person.count(node, "CoverageEligibilityRequest")).isEqualTo(answers);
    assertThat(person.count(node, "CoverageEligibilityResponse")).isEqualTo(answers);
  }

  private static void assertReason(Reason reason, Callable<?> call) {
    assertThatThrownBy(call::call)
        .isInstanceOfSatisfying(DeskException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void anInsuranceBecomesACoverageAndTheCredentialStaysNowhere() throws Exception {
    CoverageEligibilityResponse response = ask();

    assertThat(response.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(response.getError()).isEmpty();
    assertThat(response.getDisposition()).isEqualTo("参保正常。 Insured.");
    assertThat(response.getInsurance())
        .singleElement()
        .satisfies(
            insurance -> {
              assertThat(insurance.getInforce()).isTrue();
              assertThat(
                      insurance.getItemFirstRep().getBenefitFirstRep().getAllowedMoney().getValue())
                  .isEqualByComparingTo(new BigDecimal("0.00"));
            });
    Coverage coverage = coverage(response.getInsuranceFirstRep().getCoverage());
    assertThat(coverage.getSubscriberId()).isEqualTo(person.insured.number());
    assertThat(coverage.getBeneficiary().getReference()).isEqualTo("Patient/" + person.patientId);
    assertThat(coverage.getType().getCodingFirstRep().getCode()).isEqualTo("390");
    assertThat(coverage.getPayorFirstRep().getIdentifier().getValue()).isEqualTo("421381");
    assertThat(coverage.getClass_().get(0).getValue()).isEqualTo("1501");
    assertThat(coverage.getExtension())
        .anySatisfy(
            extension ->
                assertThat(extension.getUrl()).endsWith("/StructureDefinition/insurance-identity"));
    assertThat(response.getRequest().getReference())
        .matches("CoverageEligibilityRequest/[A-Za-z0-9.-]+");
    assertStored(1, 1);
    assertThat(person.tablesThatSay(node, TOKEN)).isEmpty();
    assertThat(platform.callCounts()).containsEntry("1101", 1L).doesNotContainKeys("2001", "5301");
  }

  @Test
  void anUnchangedInsuranceHasNoNewVersionAndAChangedOneHas() throws Exception {
    Reference first = ask().getInsuranceFirstRep().getCoverage();
    Reference again = ask().getInsuranceFirstRep().getCoverage();
    assertThat(again.getReference()).isEqualTo(first.getReference());
    assertThat(coverage(first).getMeta().getVersionId()).isEqualTo("1");
    assertStored(1, 2);

    platform.insure(person.insured.withCredentials(Set.of(TOKEN)).withStatus("2"));
    CoverageEligibilityResponse suspended = ask();
    assertThat(suspended.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(suspended.getInsuranceFirstRep().getInforce()).isFalse();
    assertThat(suspended.getDisposition()).contains("未处于正常参保状态", "not in force");
    assertThat(suspended.getInsuranceFirstRep().getCoverage().getReference())
        .isEqualTo(first.getReference());
    Coverage now = coverage(first);
    assertThat(now.getMeta().getVersionId()).isEqualTo("2");
    assertThat(now.getStatus()).isEqualTo(CoverageStatus.CANCELLED);
    assertThat(now.getExtension()).noneMatch(one -> one.getUrl().endsWith("insurance-identity"));
    assertStored(1, 3);
  }

  @Test
  void whatTheEmrStoredBeforeIsFoundAndKeepsWhatIsItsOwn() throws Exception {
    Coverage own = person.coverage();
    own.addIdentifier(new Identifier().setSystem("urn:emr:coverage").setValue("77"));
    own.setOrder(2);
    String id = node.create(own);
    String other = node.create(person.coverage().setSubscriberId("P-another"));

    CoverageEligibilityResponse response = ask();
    assertThat(response.getInsuranceFirstRep().getCoverage().getReference())
        .isEqualTo("Coverage/" + id);
    Coverage now = coverage(response.getInsuranceFirstRep().getCoverage());
    assertThat(now.getMeta().getVersionId()).isEqualTo("2");
    assertThat(now.getIdentifierFirstRep().getValue()).isEqualTo("77");
    assertThat(now.getOrder()).isEqualTo(2);
    assertThat(now.getClass_().get(0).getValue()).isEqualTo("1501");
    ask();
    assertThat(coverage(new Reference("Coverage/" + id)).getMeta().getVersionId()).isEqualTo("2");
    assertThat(coverage(new Reference("Coverage/" + other)).getMeta().getVersionId())
        .isEqualTo("1");
    assertStored(2, 2);
  }

  @Test
  void manyCountersAtOnceMakeOneCoverage() throws Exception {
    InsuranceNode other = node(Duration.ofSeconds(20), 64);
    ExecutorService counters = Executors.newFixedThreadPool(16);
    try {
      List<Callable<CoverageEligibilityResponse>> calls = new ArrayList<>();
      for (int n = 0; n < 16; n++) {
        InsuranceNode at = n % 2 == 0 ? node : other;
        calls.add(() -> ask(at, person.request(), Eligible.token(TOKEN)));
      }
      for (Future<CoverageEligibilityResponse> call : counters.invokeAll(calls)) {
        assertThat(call.get().getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
        assertThat(coverage(call.get().getInsuranceFirstRep().getCoverage()).getMeta())
            .satisfies(meta -> assertThat(meta.getVersionId()).isEqualTo("1"));
      }
    } finally {
      counters.shutdownNow();
    }
    assertStored(1, 16);
  }

  @Test
  void anotherNameIsAWarningThatShowsNone() throws Exception {
    InsuredPerson shown = Eligible.insured(72, "冒名之人");
    platform.insure(shown);
    CoverageEligibilityResponse response =
        ask(node, person.request(), new Credential("02", shown.certificate(), null));

    assertThat(response.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(response.getError())
        .extracting(error -> error.getCode().getCodingFirstRep().getCode())
        .containsExactly("insurance.person.name-differs", "insurance.person.card-differs");
    assertThat(response.getDisposition()).contains("冒名", "another name");
    assertThat(InsuranceNode.FHIR.newJsonParser().encodeResourceToString(response))
        .doesNotContain("测试居民", "冒名之人", shown.certificate());
  }

  @Test
  void whoIsNotInsuredHereIsToldSoInBothLanguages() throws Exception {
    CoverageEligibilityResponse unknown = ask(node, person.request(), Eligible.token("EC0NOBODY"));
    assertThat(unknown.getOutcome()).isEqualTo(RemittanceOutcome.ERROR);
    assertThat(unknown.getInsurance()).isEmpty();
    assertThat(unknown.getErrorFirstRep().getCode().getCodingFirstRep().getCode())
        .isEqualTo("refused");
    assertThat(unknown.getErrorFirstRep().getCode().getText()).isEqualTo("未查询到人员参保信息");
    assertThat(unknown.getDisposition()).contains("请核对就诊凭证", "Check credential");

    platform.faults(
        InsuranceFault.refuse("人员测试居民(" + person.insured.certificate() + ")参保地区划与就医地不一致")
            .on("1101")
            .times(1));
    CoverageEligibilityResponse district = ask();
    assertThat(district.getOutcome()).isEqualTo(RemittanceOutcome.ERROR);
    assertThat(district.getErrorFirstRep().getCode().getText()).isEqualTo("人员***(***)参保地区划与就医地不一致");
    assertThat(person.tablesThatSay(node, "EC0NOBODY")).isEmpty();
    assertStored(0, 2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"DROP", "GARBAGE", "HTML", "EMPTY", "STATUS", "DELAY"})
  void withoutAnAnswerNothingIsStored(Kind kind) throws Exception {
    platform.faults(
        InsuranceFault.of(kind, Point.AFTER).lasting(Duration.ofSeconds(2)).on("1101").times(1));
    assertReason(Reason.UNANSWERED, this::ask);
    assertStored(0, 0);

    assertThat(ask().getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertStored(1, 1);
  }

  @Test
  void aSignInThatIsOverIsRenewed() throws Exception {
    ask();
    platform.faults(InsuranceFault.of(Kind.SIGN_IN_EXPIRED, Point.BEFORE).on("1101").times(1));
    assertThat(ask().getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(platform.callCounts()).containsEntry("9001", 2L).containsEntry("1101", 3L);
  }

  @Test
  void whoeverWaitsTooLongOrComesTooManyIsToldSo() throws Exception {
    InsuranceNode small = node(Duration.ofMillis(300), 4);
    platform.faults(InsuranceFault.delay(Point.BEFORE, Duration.ofMillis(900)).on("1101").times(1));
    assertReason(Reason.UNANSWERED, () -> ask(small, person.request(), Eligible.token(TOKEN)));
    assertReason(Reason.BUSY, () -> ask(small, person.request(), Eligible.token(TOKEN)));
    await()
        .atMost(Duration.ofSeconds(10))
        .ignoreExceptionsInstanceOf(DeskException.class)
        .until(
            () ->
                ask(small, person.request(), Eligible.token(TOKEN)).getOutcome()
                    == RemittanceOutcome.COMPLETE);
    assertStored(1, 1);
  }

  @Test
  void benefitsAreAskedForWhenTheyAreWanted() throws Exception {
    Eligible.file(platform, person.insured);
    CoverageEligibilityResponse response = ask(node, person.benefits("14"), Eligible.token(TOKEN));

    assertThat(response.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    List<ItemsComponent> items = response.getInsuranceFirstRep().getItem();
    assertThat(items).hasSize(4);
    assertThat(items.subList(1, 4))
        .extracting(item -> item.getModifierFirstRep().getCodingFirstRep().getCode())
        .containsExactly("390100", "610100", "M03900");
    assertThat(items.get(1).getExcluded()).isFalse();
    assertThat(items.get(3).getName()).isEqualTo("高血压");
    assertThat(platform.callCounts())
        .containsEntry("1101", 1L)
        .containsEntry("2001", 1L)
        .containsEntry("5301", 1L);
  }

  @Test
  void benefitsThatAreRefusedAreLeftOutAndThoseWithoutAnAnswerLeaveNothing() throws Exception {
    platform.faults(
        InsuranceFault.refuse("人员" + person.insured.number() + "无此待遇").on("2001").times(1));
    CoverageEligibilityResponse partial = ask(node, person.benefits("14"), Eligible.token(TOKEN));
    assertThat(partial.getOutcome()).isEqualTo(RemittanceOutcome.PARTIAL);
    assertThat(partial.getErrorFirstRep().getCode().getText()).isEqualTo("人员***无此待遇");
    assertThat(partial.getInsuranceFirstRep().getItem()).hasSize(1);
    assertStored(1, 1);

    platform.faults(InsuranceFault.of(Kind.HTML, Point.AFTER).on("5301").times(1));
    assertReason(Reason.UNANSWERED, () -> ask(node, person.benefits("14"), Eligible.token(TOKEN)));
    assertStored(1, 1);
  }

  @Test
  void whatIsMissingIsNamedBeforeAnythingIsSent() {
    assertPlace("CoverageEligibilityRequest.item.category", person.benefits(null));
    assertPlace(
        "CoverageEligibilityRequest.patient",
        person.request().setPatient(new Reference("Patient/none")));
    assertPlace(
        "CoverageEligibilityRequest.patient",
        person.request().setPatient(new Reference("Group/none")));
    assertPlace("CoverageEligibilityRequest.insurer", person.request().setInsurer(null));
    assertPlace("CoverageEligibilityRequest.purpose", person.request().setPurpose(null));
    assertReason(Reason.INCOMPLETE, () -> ask(node, person.request(), null));
    assertReason(
        Reason.INSTITUTION,
        () ->
            ask(
                node,
                person
                    .request()
                    .setProvider(
                        new Reference().setIdentifier(new Identifier().setValue("H00000000000"))),
                Eligible.token(TOKEN)));
    CoverageEligibilityRequest approval = person.request();
    approval.addPurpose(EligibilityRequestPurpose.AUTHREQUIREMENTS);
    assertReason(Reason.OTHER_PURPOSE, () -> ask(node, approval, Eligible.token(TOKEN)));
    assertThat(platform.calls()).isEmpty();
    assertStored(0, 0);
  }

  private void assertPlace(String place, CoverageEligibilityRequest request) {
    assertThatThrownBy(() -> ask(node, request, Eligible.token(TOKEN)))
        .isInstanceOfSatisfying(
            DeskException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.INCOMPLETE);
              assertThat(e.place()).isEqualTo(place);
            });
  }
}
