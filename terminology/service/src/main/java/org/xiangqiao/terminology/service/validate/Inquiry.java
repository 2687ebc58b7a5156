package org.xiangqiao.terminology.service.validate;

import java.util.List;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.terminology.service.call.Canonical;
import org.xiangqiao.terminology.service.call.TxContext;
import org.xiangqiao.terminology.service.call.TxParameters;
import org.xiangqiao.terminology.service.issue.TxIssue;
import org.xiangqiao.terminology.service.status.CanonicalStatus;

/** What all steps of one validation share. */
record Inquiry(TxContext context, TxParameters parameters, ValidateSwitches switches) {

  /** Notes that something of a notable status is relied on. */
  void noteStatus(MetadataResource used, MetadataResource user, Findings findings) {
    String notable = CanonicalStatus.notable(used, user);
    if (notable != null) {
      findings.add(
          TxIssue.of(
              IssueSeverity.INFORMATION,
              IssueType.BUSINESSRULE,
              null,
              "MSG_" + notable.toUpperCase(java.util.Locale.ROOT),
              "status-check",
              Canonical.text(used.getUrl(), used.getVersion()),
              "",
              used.fhirType()));
    }
  }

  /** Says that a code system, or its version, is not known. */
  TxIssue unknown(String system, String version, String place) {
    List<String> versions = context.versions(system);
    boolean named = version != null && !version.isEmpty();
    String id =
        !named
            ? "UNKNOWN_CODESYSTEM"
            : versions.isEmpty() ? "UNKNOWN_CODESYSTEM_VERSION_NONE" : "UNKNOWN_CODESYSTEM_VERSION";
    return TxIssue.error(
        IssueType.NOTFOUND,
        Places.below(place, "system"),
        id,
        "not-found",
        system,
        version,
        TxContext.shown(versions));
  }

  /** How the unknown thing is named: with the version if others of it are known. */
  String unknownName(String system, String version) {
    boolean named = version != null && !version.isEmpty();
    return named && !context.versions(system).isEmpty() ? system + "|" + version : system;
  }
}
