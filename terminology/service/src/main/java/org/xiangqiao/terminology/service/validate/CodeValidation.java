package org.xiangqiao.terminology.service.validate;

import java.util.Optional;
import java.util.StringJoiner;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.ValueSet;
import org.xiangqiao.terminology.service.call.Canonical;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.issue.TxIssue;
import org.xiangqiao.terminology.service.issue.TxMessages;

/** Checks codes that mean the same against one value set: one of them has to be in it. */
final class CodeValidation {

  private static final String NOT_IN = "None_of_the_provided_codes_are_in_the_value_set_one";

  private final Inquiry inquiry;
  private final Membership membership;
  private final ValueSet valueSet;
  private final boolean named;
  private final CodedForm form;
  private final Findings findings = new Findings();
  private final StringJoiner list = new StringJoiner(", ");
  private Verdict verdict = Verdict.NO;
  private final Coding matched = new Coding();
  private final Coding tried = new Coding();
  private String display;
  private String triedVersion;

  /**
   * @param named whether the caller named the value set: not if it stands for a code system
   */
  CodeValidation(Inquiry inquiry, Membership membership, boolean named, CodedForm form) {
    this.inquiry = inquiry;
    this.membership = membership;
    this.valueSet = membership.valueSet();
    this.named = named;
    this.form = form;
  }

  Parameters validate(CodeableConcept concept) {
    CodeableConcept shown = concept.copy();
    inquiry.noteStatus(valueSet, valueSet, findings);
    int index = 0;
    for (Coding coding : shown.getCoding()) {
      if (!coding.hasCode()) {
        noCode(coding, form.place(index));
        break;
      }
      check(coding, index++);
    }
    if (verdict == Verdict.NO && named) {
      notIn();
    }
    boolean whole = form == CodedForm.CODEABLE_CONCEPT;
    return ValidationResult.of(
        verdict, whole ? wholeResult() : result(), whole ? shown : null, display, findings);
  }

  /** Of several codes only the one that is right is told, or in which version nothing was. */
  private Coding wholeResult() {
    return verdict == Verdict.UNKNOWN && !matched.hasVersion()
        ? matched.copy().setVersion(triedVersion)
        : matched;
  }

  private Coding result() {
    Coding result = matched.copy();
    if (!result.hasSystem()) {
      result.setSystem(
          verdict == Verdict.YES && findings.impliedSystem() != null
              ? findings.impliedSystem()
              : tried.getSystem());
    }
    if (!result.hasCode()) {
      result.setCode(tried.getCode());
    }
    if (!result.hasVersion()) {
      result.setVersion(tried.getVersion());
    }
    return result;
  }

  private void noCode(Coding coding, String place) {
    findings.add(
        new TxIssue(
            IssueSeverity.ERROR,
            IssueType.INVALID,
            place,
            null,
            TxMessages.text("NO_CODE_IN_CODING", coding.getSystem()),
            "invalid-data"));
  }

  private void check(Coding coding, int index) {
    String place = form.place(index);
    findings.names().clear();
    findings.version(null);
    Verdict found = verdict(coding, place);
    findings.settle(found);
    String system =
        findings.impliedSystem() != null ? findings.impliedSystem() : coding.getSystem();
    if (!tried.hasCode() || found == Verdict.YES) {
      tried.setSystem(coding.getSystem()).setCode(coding.getCode()).setVersion(coding.getVersion());
    }
    if (!tried.hasVersion() && findings.version() != null) {
      tried.setVersion(findings.version());
    }
    String name = name(coding, system);
    list.add(name);
    if (found == Verdict.NO && named && form == CodedForm.CODEABLE_CONCEPT) {
      findings.add(
          TxIssue.of(
              IssueSeverity.INFORMATION,
              IssueType.CODEINVALID,
              Places.below(place, "code"),
              NOT_IN,
              "this-code-not-in-vs",
              "",
              canonical(),
              name));
    }
    if (verdict != Verdict.YES && found != Verdict.NO) {
      verdict = found;
    }
    if (found == Verdict.YES) {
      inside(coding, system, place);
    } else if (!inquiry.switches().membershipOnly() && system != null) {
      outside(coding, system, place);
    }
  }

  private Verdict verdict(Coding coding, String place) {
    String system = coding.getSystem();
    if (system == null) {
      if (!inquiry.switches().inferSystem()) {
        findings.tell(
            TxIssue.of(
                IssueSeverity.WARNING,
                IssueType.INVALID,
                place,
                "Coding_has_no_system__cannot_validate",
                "invalid-data"));
        return Verdict.NO;
      }
      system = new SystemInference(inquiry, membership).infer(coding.getCode(), findings);
      if (system == null) {
        return Verdict.NO;
      }
    }
    return membership.check(place, system, coding.getVersion(), coding.getCode(), findings);
  }

  private void inside(Coding coding, String system, String place) {
    if (coding.hasDisplay() && !findings.names().isEmpty()) {
      Coding known = coding.copy().setSystem(system);
      new DisplayCheck(inquiry, findings).inside(known, place);
    }
    if (matched.hasCode()) {
      return;
    }
    matched.setSystem(system).setCode(coding.getCode());
    if (findings.version() != null) {
      matched.setVersion(findings.version());
    }
    show();
  }

  private void outside(Coding coding, String system, String place) {
    Optional<CodeSystemContent> found =
        new OutsideCheck(inquiry, valueSet, findings).check(coding, system, place);
    if (found.isEmpty() || found.get().find(coding.getCode()).isEmpty()) {
      return;
    }
    String version = found.get().about().getVersion();
    if (form == CodedForm.CODEABLE_CONCEPT && !coding.hasVersion()) {
      coding.setVersion(version);
    }
    triedVersion = version;
    if (form != CodedForm.CODEABLE_CONCEPT && !tried.hasVersion()) {
      tried.setVersion(version);
    }
    if (verdict != Verdict.YES) {
      show();
    }
  }

  private void show() {
    String text = findings.names().preferredText(inquiry.parameters().languages());
    if (text != null) {
      display = text;
    } else if (display == null) {
      display = findings.names().preferredText(null);
    }
  }

  private void notIn() {
    boolean whole = form == CodedForm.CODEABLE_CONCEPT;
    TxIssue issue =
        whole
            ? TxIssue.error(
                IssueType.CODEINVALID,
                null,
                "TX_GENERAL_CC_ERROR_MESSAGE",
                "not-in-vs",
                canonical())
            : TxIssue.error(
                IssueType.CODEINVALID,
                Places.below(form.place(), "code"),
                NOT_IN,
                "not-in-vs",
                "",
                canonical(),
                list);
    findings.tell(issue);
  }

  private String canonical() {
    return valueSet.hasUrl()
        ? Canonical.text(valueSet.getUrl(), valueSet.getVersion())
        : "(unidentified)";
  }

  private static String name(Coding coding, String system) {
    String name =
        Canonical.text(system == null ? "" : system, coding.getVersion()) + "#" + coding.getCode();
    return "'" + (coding.hasDisplay() ? name + " ('" + coding.getDisplay() + "')" : name) + "'";
  }
}
