package org.xiangqiao.terminology.service.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionContainsComponent;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.service.Diamond;
import org.xiangqiao.terminology.service.Samples;
import org.xiangqiao.terminology.service.content.TerminologySource;
import org.xiangqiao.terminology.service.issue.TxException;

class ValidateOperationTest {

  private static final String ALL = "https://example.org/vs/all";

  private static Parameters check(String... more) {
    return check(Samples.all(ALL), more);
  }

  private static Parameters check(ValueSet valueSet, String... more) {
    Parameters asked = Samples.asked(more);
    asked.addParameter("url", new org.hl7.fhir.r4.model.UriType(ALL));
    return new ValidateOperation(Samples.source(valueSet)).inValueSet(asked, null);
  }

  @Test
  void aCodeIsInOrNot() {
    Parameters right = check("system", Samples.SYSTEM, "code", "I10");
    assertThat(Samples.text(right, "result")).isEqualTo("true");
    assertThat(Samples.text(right, "display")).isEqualTo("高血压");
    assertThat(Samples.text(right, "version")).isEqualTo("1.0.0");
    Parameters wrong = check("system", Samples.SYSTEM, "code", "I99");
    assertThat(Samples.text(wrong, "result")).isEqualTo("false");
    assertThat(Samples.text(wrong, "message")).contains("Unknown code 'I99'").contains(ALL);
  }

  @Test
  void aWrongDisplayIsAnErrorOrAWarning() {
    String[] asked = {"system", Samples.SYSTEM, "code", "I10", "display", "低血压"};
    assertThat(Samples.text(check(asked), "result")).isEqualTo("false");
    String[] lenient = {
      "system",
      Samples.SYSTEM,
      "code",
      "I10",
      "display",
      "低血压",
      "lenient-display-validation",
      "true"
    };
    assertThat(Samples.text(check(lenient), "result")).isEqualTo("true");
    String[] english = {"system", Samples.SYSTEM, "code", "I10", "display", "hypertension"};
    assertThat(Samples.text(check(english), "result")).isEqualTo("true");
  }

  @Test
  void aRetiredCodeIsRightWithAWarning() {
    Parameters answer = check("system", Samples.SYSTEM, "code", "old");
    assertThat(Samples.text(answer, "result")).isEqualTo("true");
    assertThat(Samples.text(answer, "inactive")).isEqualTo("true");
    assertThat(
            Samples.text(
                check("system", Samples.SYSTEM, "code", "old", "activeOnly", "true"), "result"))
        .isEqualTo("false");
  }

  @Test
  void aGroupCodeIsRefusedWhereAbstractOnesAre() {
    assertThat(
            Samples.text(
                check("system", Samples.SYSTEM, "code", "group", "abstract", "false"), "result"))
        .isEqualTo("false");
  }

  @Test
  void theSystemOfABareCodeIsFound() {
    Parameters answer = check("code", "E11", "inferSystem", "true");
    assertThat(Samples.text(answer, "result")).isEqualTo("true");
    assertThat(Samples.text(answer, "system")).isEqualTo(Samples.SYSTEM);
    assertThatThrownBy(() -> check("code", "E11")).isInstanceOf(TxException.class);
  }

  @Test
  void oneCodingOfAConceptIsEnough() {
    CodeableConcept concept = new CodeableConcept();
    concept.addCoding().setSystem("https://example.org/local").setCode("x");
    concept.addCoding().setSystem(Samples.SYSTEM).setCode("I10");
    Parameters asked = new Parameters();
    asked.addParameter("url", new org.hl7.fhir.r4.model.UriType(ALL));
    asked.addParameter().setName("codeableConcept").setValue(concept);
    Parameters answer =
        new ValidateOperation(Samples.source(Samples.all(ALL))).inValueSet(asked, null);
    assertThat(Samples.text(answer, "code")).isEqualTo("I10");
    OperationOutcome issues =
        (OperationOutcome)
            answer.getParameter().stream()
                .filter(each -> "issues".equals(each.getName()))
                .findFirst()
                .orElseThrow()
                .getResource();
    assertThat(issues.getIssueFirstRep().getExpression()).isNotEmpty();
  }

  @Test
  void anotherVersionIsInDispute() {
    ValueSet fixed = Samples.all(ALL);
    fixed.getCompose().getIncludeFirstRep().setVersion("1.0.0");
    Parameters answer =
        check(fixed, "system", Samples.SYSTEM, "code", "I10", "systemVersion", "2.0.0");
    assertThat(Samples.text(answer, "result")).isEqualTo("false");
    assertThat(Samples.text(answer, "message")).contains("2.0.0");
  }

  @Test
  void aDiamondOfImportsIsLookedThroughOnceALevel() {
    TerminologySource levels = Samples.source(Diamond.of(ALL, 40).toArray(ValueSet[]::new));
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          for (String code : List.of("I10", "I99")) {
            assertThat(
                    Samples.text(
                        new ValidateOperation(levels)
                            .inValueSet(
                                Samples.asked("url", ALL, "system", Samples.SYSTEM, "code", code),
                                null),
                        "result"))
                .isEqualTo(String.valueOf(code.equals("I10")));
          }
          Parameters inferred =
              new ValidateOperation(levels)
                  .inValueSet(
                      Samples.asked("url", ALL, "code", "I10", "inferSystem", "true"), null);
          assertThat(Samples.text(inferred, "system")).isEqualTo(Samples.SYSTEM);
        });
  }

  @Test
  void aCircleIsRefused() {
    ValueSet circle = Samples.all(ALL);
    circle.getCompose().addInclude().addValueSet(ALL);
    assertThatThrownBy(() -> check(circle, "system", Samples.SYSTEM, "code", "I10"))
        .hasMessageContaining("circularity");
  }

  private static Parameters checkSent(CodeSystem sent, String... more) {
    Parameters asked = Samples.asked(more);
    asked.addParameter().setName("codeSystem").setResource(sent);
    return new ValidateOperation(Samples.source()).inCodeSystem(asked, null);
  }

  @Test
  void aCodeSystemThatIsSentAnswersItself() {
    CodeSystem sent = Samples.diseases();
    sent.setVersion("2.0.0");
    sent.addConcept().setCode("J18").setDisplay("肺炎");
    Parameters right = checkSent(sent, "code", "J18");
    assertThat(Samples.text(right, "result")).isEqualTo("true");
    assertThat(Samples.text(right, "version")).isEqualTo("2.0.0");
    assertThat(Samples.text(right, "display")).isEqualTo("肺炎");
    assertThat(Samples.text(checkSent(sent, "code", "J99"), "result")).isEqualTo("false");
    CodeSystem unknown = Samples.diseases();
    unknown.setUrl("https://example.org/unknown");
    assertThat(Samples.text(checkSent(unknown, "code", "I10"), "result")).isEqualTo("true");
    Parameters other = checkSent(unknown, "code", "I10", "system", Samples.SYSTEM);
    assertThat(Samples.text(other, "result")).isEqualTo("false");
  }

  @Test
  void aCodeSystemWithoutAddressHasNoCodes() {
    CodeSystem sent = Samples.diseases();
    sent.setUrl(null);
    assertThatThrownBy(() -> checkSent(sent, "code", "none", "system", Samples.SYSTEM))
        .isInstanceOf(TxException.class)
        .hasMessageContaining("url");
  }

  @Test
  void anExpansionListsWhatIsInTheValueSet() {
    ValueSet expanded = new ValueSet();
    expanded.setUrl(ALL).setStatus(PublicationStatus.ACTIVE);
    ValueSetExpansionContainsComponent group =
        expanded.getExpansion().addContains().setAbstract(true);
    group.setSystem(Samples.SYSTEM).setCode("group");
    group.addContains().setSystem(Samples.SYSTEM).setCode("I10");
    expanded
        .getExpansion()
        .addContains()
        .setSystem("https://example.org/local")
        .setCode("x")
        .setDisplay("甲");
    String[] known = {"system", Samples.SYSTEM, "code", "I10", "display", "高血压"};
    assertThat(Samples.text(check(expanded, known), "result")).isEqualTo("true");
    String[] local = {"system", "https://example.org/local", "code", "x", "display", "甲"};
    assertThat(Samples.text(check(expanded, local), "result")).isEqualTo("true");
    String[] outside = {"system", Samples.SYSTEM, "code", "E11"};
    assertThat(Samples.text(check(expanded, outside), "result")).isEqualTo("false");
    String[] grouping = {"system", Samples.SYSTEM, "code", "group"};
    assertThat(Samples.text(check(expanded, grouping), "result")).isEqualTo("false");
  }

  @Test
  void aWholeCodeSystemCanBeAsked() {
    ValidateOperation operation = new ValidateOperation(Samples.source());
    assertThat(
            Samples.text(
                operation.inCodeSystem(Samples.asked("url", Samples.SYSTEM, "code", "I10"), null),
                "result"))
        .isEqualTo("true");
    assertThat(
            Samples.text(
                operation.inCodeSystem(
                    Samples.asked("url", "https://example.org/none", "code", "I10"), null),
                "x-caused-by-unknown-system"))
        .isEqualTo("https://example.org/none");
  }
}
