package org.xiangqiao.server.validate;

import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.rest.problem.FaultTexts;
import org.xiangqiao.server.rest.problem.LocalText;

/** Why something cannot be validated, and what is told beside the validator's own messages. */
final class ValidateFaults {

  private static final FaultTexts TEXTS = new FaultTexts("org.xiangqiao.server.validate.validate");

  private ValidateFaults() {}

  static Fault invalid(String rule, String place, Object... arguments) {
    return TEXTS.fault(400, IssueType.INVALID, rule, place, arguments);
  }

  static Fault of(IssueType type, String rule, String place, Object... arguments) {
    return TEXTS.fault(200, type, rule, place, arguments);
  }

  static LocalText noIssues() {
    return TEXTS.text("validate-no-issues");
  }
}
