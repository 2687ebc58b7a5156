package org.xiangqiao.server.expunge;

import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.rest.problem.FaultTexts;

/** Refusals of {@code $expunge}. */
final class ExpungeFaults {

  private static final FaultTexts TEXTS = new FaultTexts("org.xiangqiao.server.expunge.expunge");

  private ExpungeFaults() {}

  static Fault invalid(String rule, String place, Object... arguments) {
    return TEXTS.fault(400, IssueType.INVALID, rule, place, arguments);
  }

  static Fault conflict(String rule, String place, Object... arguments) {
    return TEXTS.fault(409, IssueType.CONFLICT, rule, place, arguments);
  }
}
