package org.xiangqiao.server.rest.problem;

import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/**
 * One reason why a request is refused.
 *
 * @param status HTTP status it asks for
 * @param type general category of OperationOutcome.issue.code
 * @param rule our key of the broken rule, stable for programs
 * @param place FHIRPath into the content, {@code http.<name>} for a parameter or header, or empty
 * @param judged severity that validation gave it; null for what validation did not find
 */
public record Fault(
    int status,
    IssueType type,
    String rule,
    String place,
    LocalText text,
    LocalText remedy,
    IssueSeverity judged) {

  /** One that is no finding of validation. */
  public Fault(
      int status, IssueType type, String rule, String place, LocalText text, LocalText remedy) {
    this(status, type, rule, place, text, remedy, null);
  }

  /** As an exception, for the way up to the edge. */
  public FaultException exception() {
    return new FaultException(java.util.List.of(this));
  }
}
