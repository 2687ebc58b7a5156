package org.xiangqiao.terminology.service.validate;

import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.terminology.service.issue.TxIssue;

/** Says that a code system has no such code; of a fragment (片段) that is only a warning. */
final class UnknownCode {

  private UnknownCode() {}

  static TxIssue issue(CodeSystem system, String place, String code) {
    boolean complete = system.getContent() == CodeSystem.CodeSystemContentMode.COMPLETE;
    String id =
        !complete
            ? "UNKNOWN_CODE_IN_FRAGMENT"
            : system.hasVersion() ? "Unknown_Code_in_Version" : "Unknown_Code_in";
    return TxIssue.of(
        complete ? IssueSeverity.ERROR : IssueSeverity.WARNING,
        IssueType.CODEINVALID,
        Places.below(place, "code"),
        id,
        "invalid-code",
        code,
        system.getUrl(),
        system.getVersion());
  }
}
