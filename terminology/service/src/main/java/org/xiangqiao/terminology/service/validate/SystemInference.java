package org.xiangqiao.terminology.service.validate;

import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.ValueSet;
import org.xiangqiao.terminology.service.call.Canonical;
import org.xiangqiao.terminology.service.issue.TxIssue;

/**
 * Finds the code system of a bare code by the value set that it must be in ({@code inferSystem}).
 */
final class SystemInference {

  private final Inquiry inquiry;
  private final Membership membership;

  SystemInference(Inquiry inquiry, Membership membership) {
    this.inquiry = inquiry;
    this.membership = membership;
  }

  /** Null, with an issue, if none or several have the code. */
  String infer(String code, Findings findings) {
    Set<String> candidates = membership.systems();
    candidates.removeIf(
        system ->
            inquiry.context().codeSystem(system, null).flatMap(each -> each.find(code)).isEmpty()
                || membership.check("", system, null, code, new Findings()) != Verdict.YES);
    if (candidates.size() == 1) {
      String system = candidates.iterator().next();
      findings.impliedSystem(system);
      return system;
    }
    ValueSet valueSet = membership.valueSet();
    findings.tell(
        TxIssue.error(
            IssueType.NOTFOUND,
            "code",
            candidates.isEmpty()
                ? "UNABLE_TO_INFER_CODESYSTEM"
                : "Unable_to_resolve_system__value_set_has_multiple_matches",
            "cannot-infer",
            code,
            Canonical.text(valueSet.getUrl(), valueSet.getVersion()),
            String.join(",", candidates)));
    return null;
  }
}
