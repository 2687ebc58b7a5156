package org.xiangqiao.terminology.service.validate;

import java.util.Optional;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.terminology.service.call.TxContext;
import org.xiangqiao.terminology.service.call.VersionMatch;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.issue.TxIssue;

/** Which version of a code system a code is to be looked up in, and whether that is in dispute. */
final class VersionChoice {

  private static final String KIND = "vs-invalid";

  private final Inquiry inquiry;
  private final Findings findings;

  VersionChoice(Inquiry inquiry, Findings findings) {
    this.inquiry = inquiry;
    this.findings = findings;
  }

  /**
   * @param included version that the value set names, or null
   * @param coded version that comes with the code, or null
   * @return null or empty for any
   */
  String between(String place, String system, String included, String coded) {
    TxContext context = inquiry.context();
    String chosen = context.version(system, included);
    if (coded == null || coded.isEmpty()) {
      return chosen;
    }
    if (!none(chosen)) {
      boolean known = context.exactly(system, null).isPresent();
      if (known && VersionMatch.matches(chosen, coded)) {
        chosen = coded;
      }
    } else if (context.versions(system).stream().anyMatch(v -> VersionMatch.matches(coded, v))) {
      chosen = coded;
    }
    Optional<CodeSystemContent> found = context.codeSystem(system, chosen);
    if (found.isPresent()) {
      if (!VersionMatch.matches(coded, found.get().about().getVersion())) {
        dispute(place, found.get(), included, chosen, coded);
      }
    } else if (!coded.equals(chosen)) {
      findings.tell(
          TxIssue.error(
              IssueType.INVALID,
              Places.below(place, "version"),
              "VALUESET_VALUE_MISMATCH",
              KIND,
              system,
              chosen,
              coded));
    }
    return chosen;
  }

  private void dispute(
      String place, CodeSystemContent found, String included, String chosen, String coded) {
    String system = found.about().getUrl();
    String version = found.about().getVersion();
    IssueSeverity severity = IssueSeverity.ERROR;
    String id = "VALUESET_VALUE_MISMATCH";
    Object[] arguments = {system, included, coded};
    if (none(chosen)) {
      severity = found.about().getVersionNeeded() ? severity : IssueSeverity.WARNING;
      id = "VALUESET_VALUE_MISMATCH_DEFAULT";
      arguments = new Object[] {system, version, included, coded};
    } else if (!chosen.equals(included)) {
      id = "VALUESET_VALUE_MISMATCH_CHANGED";
      arguments = new Object[] {system, chosen, included, coded};
    }
    TxIssue issue =
        TxIssue.of(
            severity, IssueType.INVALID, Places.below(place, "version"), id, KIND, arguments);
    findings.add(issue);
    if (severity == IssueSeverity.ERROR) {
      findings.tell(issue.text());
    }
    if (inquiry.context().exactly(system, coded).isEmpty()) {
      findings.unknownSystem(system + "|" + coded);
      findings.tell(inquiry.unknown(system, coded, place));
    }
  }

  private static boolean none(String version) {
    return version == null || version.isEmpty();
  }
}
