package org.xiangqiao.server.export;

import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.rest.problem.FaultTexts;

/** The rules of bulk export. */
final class ExportFaults {

  private static final FaultTexts TEXTS = new FaultTexts("org.xiangqiao.server.export.export");

  private ExportFaults() {}

  static Fault invalid(String rule, String place, Object... arguments) {
    return TEXTS.fault(400, IssueType.INVALID, rule, place, arguments);
  }

  static Fault of(int status, IssueType type, String rule, String place, Object... arguments) {
    return TEXTS.fault(status, type, rule, place, arguments);
  }

  static Fault unknown() {
    return TEXTS.fault(404, IssueType.NOTFOUND, "export-unknown", "");
  }
}
