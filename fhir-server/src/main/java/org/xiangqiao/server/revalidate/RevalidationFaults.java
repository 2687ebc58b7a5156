package org.xiangqiao.server.revalidate;

import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.rest.problem.FaultTexts;

/** The rules of checking stored data again. */
final class RevalidationFaults {

  private static final FaultTexts TEXTS =
      new FaultTexts("org.xiangqiao.server.revalidate.revalidate");

  private RevalidationFaults() {}

  static Fault window(long days) {
    return TEXTS.fault(400, IssueType.INVALID, "revalidation-window", "http.start", days);
  }

  static Fault underWay() {
    return TEXTS.fault(429, IssueType.THROTTLED, "revalidation-under-way", "");
  }

  static Fault unknown() {
    return TEXTS.fault(404, IssueType.NOTFOUND, "revalidation-unknown", "");
  }

  static Fault failed(String problem) {
    return TEXTS.fault(500, IssueType.INCOMPLETE, "revalidation-failed", "", problem);
  }
}
