package org.xiangqiao.server.record;

import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.rest.problem.FaultTexts;

/** The rules of the operations over records. */
final class RecordFaults {

  private final FaultTexts texts = new FaultTexts("org.xiangqiao.server.record.record");

  Fault invalid(String rule, String place, Object... arguments) {
    return texts.fault(400, IssueType.INVALID, rule, place, arguments);
  }

  Fault of(int status, IssueType type, String rule, String place, Object... arguments) {
    return texts.fault(status, type, rule, place, arguments);
  }
}
