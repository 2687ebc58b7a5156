package org.xiangqiao.server.insurance;

import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.estimate.Estimate;
import org.xiangqiao.programmes.benefit.BenefitAmounts;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.rest.problem.FaultException;
import org.xiangqiao.server.rest.problem.FaultTexts;

/** Refusals of the insurance desk as faults; nothing was sent when one is told. */
public final class InsuranceFaults {

  private final FaultTexts texts = new FaultTexts("org.xiangqiao.server.insurance.insurance");

  public FaultException of(DeskException refused) {
    return switch (refused.reason()) {
      case OTHER_CONTENT -> fault(409, IssueType.CONFLICT, "insurance-other-content", refused);
      case UNDER_WAY -> fault(409, IssueType.CONFLICT, "insurance-under-way", refused);
      case OTHER_BILLS -> fault(409, IssueType.CONFLICT, "insurance-other-bills", refused);
      case NO_LIST -> fault(422, IssueType.BUSINESSRULE, "insurance-no-list", refused);
      case LIST_SENT -> fault(409, IssueType.CONFLICT, "insurance-list-sent", refused);
      case NO_PATH -> fault(422, IssueType.NOTSUPPORTED, "insurance-no-path", refused);
      case UNKNOWN -> fault(404, IssueType.NOTFOUND, "insurance-unknown", refused);
      case INCOMPLETE -> fault(422, IssueType.REQUIRED, "insurance-incomplete", refused);
      case INSTITUTION -> fault(422, IssueType.BUSINESSRULE, "insurance-institution", refused);
      case CROSS_DISTRICT ->
          fault(422, IssueType.BUSINESSRULE, "insurance-cross-district", refused);
      case NOT_SUPPORTED -> fault(422, IssueType.NOTSUPPORTED, "insurance-not-supported", refused);
      case OTHER_PURPOSE -> fault(422, IssueType.NOTSUPPORTED, "insurance-purpose", refused);
      case UNANSWERED -> fault(503, IssueType.TRANSIENT, "insurance-unanswered", refused);
      case FOREIGN -> fault(403, IssueType.FORBIDDEN, "insurance-foreign", refused);
      case CERTIFICATE -> fault(503, IssueType.SECURITY, "insurance-certificate-expired", refused);
      case PLATFORM_DOWN -> fault(503, IssueType.TRANSIENT, "insurance-platform-down", refused);
      case BUSY -> fault(503, IssueType.TRANSIENT, "insurance-busy", refused);
    };
  }

  FaultException pastCutOff() {
    return texts.fault(409, IssueType.BUSINESSRULE, "insurance-past-cut-off", "Claim").exception();
  }

  /** Beside a refusal, and none itself. */
  Fault estimate(Estimate estimate) {
    BenefitAmounts amounts = estimate.amounts();
    Object[] words = {
      estimate.plan(),
      amounts.total().toPlainString(),
      amounts.funded().toPlainString(),
      amounts.pool().toPlainString(),
      amounts.catastrophic().toPlainString(),
      amounts.assistance().toPlainString(),
      amounts.person().toPlainString(),
      estimate.unknown(),
      estimate.lines()
    };
    String rule = "insurance-estimate";
    return new Fault(
        503,
        IssueType.INFORMATIONAL,
        rule,
        "Claim.total",
        texts.text(rule, words),
        texts.text(rule + ".remedy", words),
        IssueSeverity.INFORMATION);
  }

  public Fault body(String place) {
    return texts.fault(422, IssueType.REQUIRED, "insurance-incomplete", place, place);
  }

  private FaultException fault(int status, IssueType type, String rule, DeskException refused) {
    return texts
        .fault(status, type, rule, refused.place(), refused.arguments().toArray())
        .exception();
  }
}
