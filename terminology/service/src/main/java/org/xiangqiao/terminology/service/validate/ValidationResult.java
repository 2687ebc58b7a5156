package org.xiangqiao.terminology.service.validate;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.UriType;
import org.xiangqiao.terminology.service.issue.TxException;
import org.xiangqiao.terminology.service.issue.TxIssue;

/** The answer of {@code $validate-code} (R4 valueset-operation-validate-code.html#out). */
final class ValidationResult {

  private final Parameters parameters = new Parameters();

  private ValidationResult() {}

  static Parameters of(
      Verdict verdict, Coding shown, CodeableConcept whole, String display, Findings findings) {
    ValidationResult result = new ValidationResult();
    result.status(shown, findings);
    List<String> messages = new ArrayList<>(findings.messages());
    findings.issues().errorTexts().stream()
        .filter(text -> !messages.contains(text))
        .forEach(messages::add);
    messages.sort(null);
    boolean right = verdict == Verdict.YES && !findings.issues().hasErrors();
    result.parameters.addParameter("result", new BooleanType(right));
    result.coding(shown, display);
    if (findings.normalCode() != null) {
      result.parameters.addParameter("normalized-code", new CodeType(findings.normalCode()));
    }
    String unknown = verdict == Verdict.NO ? "x-unknown-system" : "x-caused-by-unknown-system";
    findings
        .unknownSystems()
        .forEach(each -> result.parameters.addParameter(unknown, new CanonicalType(each)));
    if (!messages.isEmpty()) {
      result.parameters.addParameter("message", new StringType(String.join("; ", messages)));
    }
    if (whole != null) {
      result.parameters.addParameter().setName("codeableConcept").setValue(whole);
    }
    if (!findings.issues().isEmpty()) {
      result.parameters.addParameter().setName("issues").setResource(findings.issues().outcome());
    }
    return result.parameters;
  }

  /** When it could not even be tried. */
  static Parameters failed(TxException why, Coding shown, CodeableConcept whole) {
    ValidationResult result = new ValidationResult();
    result.parameters.addParameter("result", new BooleanType(false));
    if (whole == null) {
      result.coding(shown, null);
    }
    if (why.unknownSystem() != null) {
      result.parameters.addParameter(
          "x-caused-by-unknown-system", new CanonicalType(why.unknownSystem()));
    }
    result.parameters.addParameter("message", new StringType(why.getMessage()));
    if (whole != null) {
      result.parameters.addParameter().setName("codeableConcept").setValue(whole);
    }
    result.parameters.addParameter().setName("issues").setResource(why.outcome());
    return result.parameters;
  }

  private void coding(Coding shown, String display) {
    if (shown.hasSystem()) {
      parameters.addParameter("system", new UriType(shown.getSystem()));
    }
    if (shown.hasCode()) {
      parameters.addParameter("code", new CodeType(shown.getCode()));
    }
    if (shown.hasVersion()) {
      parameters.addParameter("version", new StringType(shown.getVersion()));
    }
    if (display != null && shown.hasCode()) {
      parameters.addParameter("display", new StringType(display));
    }
  }

  private static String inactive(String status) {
    return status == null || status.equals("inactive") ? "inactive" : status + " and inactive";
  }

  /** An inactive (停用) or deprecated (不再推荐) code is worth a warning. */
  private void status(Coding shown, Findings findings) {
    String status = findings.status();
    boolean deprecated = "deprecated".equalsIgnoreCase(status);
    if (!findings.inactive() && !deprecated) {
      return;
    }
    if (findings.inactive()) {
      parameters.addParameter("inactive", new BooleanType(true));
    }
    if (status != null && !status.equals("inactive")) {
      parameters.addParameter("status", new CodeType(status));
    }
    String code = findings.statusCode() == null ? shown.getCode() : findings.statusCode();
    findings.tell(
        TxIssue.of(
            IssueSeverity.WARNING,
            IssueType.BUSINESSRULE,
            findings.inactivePlace(),
            findings.inactive() ? "INACTIVE_CONCEPT_FOUND" : "DEPRECATED_CONCEPT_FOUND",
            "code-comment",
            findings.inactive() ? inactive(status) : status,
            code));
  }
}
