package org.xiangqiao.server.terminology;

import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.server.rest.problem.FaultException;
import org.xiangqiao.server.rest.problem.FaultTexts;

/** Refusals of the terminology operations that are this server's own. */
final class TerminologyFaults {

  private static final FaultTexts TEXTS =
      new FaultTexts("org.xiangqiao.server.terminology.terminology");

  private TerminologyFaults() {}

  static FaultException tooManyResources(int most) {
    return TEXTS
        .fault(413, IssueType.TOOCOSTLY, "tx-resources-too-many", "tx-resource", most)
        .exception();
  }

  static FaultException tooManyValidations(int most) {
    return TEXTS
        .fault(413, IssueType.TOOCOSTLY, "validations-too-many", "validation", most)
        .exception();
  }

  static FaultException textTooLong(String parameter, int most) {
    return TEXTS.fault(400, IssueType.TOOLONG, "text-too-long", "", parameter, most).exception();
  }

  static FaultException textUnreadable(String parameter) {
    return TEXTS.fault(400, IssueType.INVALID, "text-unreadable", "", parameter).exception();
  }

  static FaultException identifierUnknown() {
    return TEXTS.fault(404, IssueType.NOTFOUND, "naming-system-unknown", "http.id").exception();
  }

  static FaultException identifierMissing(String type) {
    return TEXTS
        .fault(404, IssueType.NOTFOUND, "naming-system-type", "http.type", type)
        .exception();
  }

  static FaultException identifierType(String type) {
    return TEXTS
        .fault(400, IssueType.INVALID, "naming-system-unknown-type", "http.type", type)
        .exception();
  }
}
