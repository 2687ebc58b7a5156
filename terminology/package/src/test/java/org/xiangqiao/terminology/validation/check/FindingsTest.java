package org.xiangqiao.terminology.validation.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.validation.Finding;

class FindingsTest {

  private static void add(Findings findings, IssueSeverity severity, String at) {
    findings.add(severity, IssueType.INVALID, at, "rule", "rule", "");
  }

  @Test
  void warningsWithoutEndNeitherRefuseNorHideAnError() {
    Findings findings = new Findings(3);
    for (int i = 0; i < 10; i++) {
      add(findings, IssueSeverity.WARNING, "Patient.name[" + i + "]");
    }
    assertThat(findings.full()).isFalse();
    assertThat(findings.all()).hasSize(3).noneMatch(Finding::error);
    add(findings, IssueSeverity.ERROR, "Patient.gender");
    assertThat(findings.all()).filteredOn(Finding::error).hasSize(1);
  }

  @Test
  void errorsWithoutEndAreSaidToBeMore() {
    Findings findings = new Findings(3);
    for (int i = 0; i < 4; i++) {
      add(findings, IssueSeverity.ERROR, "Patient.name[" + i + "]");
    }
    assertThat(findings.full()).isTrue();
    assertThat(findings.all())
        .hasSize(4)
        .last()
        .extracting(Finding::ruleId)
        .isEqualTo("limit-findings");
  }

  @Test
  void aVerdictEndsWithTheFirstError() {
    Findings verdict = Findings.verdict();
    add(verdict, IssueSeverity.WARNING, "a");
    add(verdict, IssueSeverity.WARNING, "b");
    assertThat(verdict.full()).isFalse();
    add(verdict, IssueSeverity.ERROR, "c");
    assertThat(verdict.full()).isTrue();
    assertThat(verdict.errors()).isEqualTo(1);
  }
}
