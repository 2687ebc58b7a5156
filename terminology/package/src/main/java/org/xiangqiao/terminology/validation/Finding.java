package org.xiangqiao.terminology.validation;

import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/**
 * What is wrong at one place (校验结果). It never holds a value of the resource: arguments are names of
 * elements, types, rules, value sets and profiles, and numbers that count.
 *
 * @param location FHIRPath from the resource, as HL7's validator writes it
 * @param ruleId what was broken: key of an invariant, or this validator's own name of the check
 * @param messageKey under which other layers keep the words
 * @param args for the words, in their order
 * @param profile canonical of the profile that asks for it, without version
 */
public record Finding(
    IssueSeverity severity,
    IssueType issueCode,
    String location,
    String ruleId,
    String messageKey,
    List<String> args,
    String profile) {

  public Finding {
    args = List.copyOf(args);
  }

  /** Whether it stands against the resource (R4 valueset-issue-severity.html). */
  public boolean error() {
    return severity == IssueSeverity.ERROR || severity == IssueSeverity.FATAL;
  }

  /** In English, for those without a message layer of their own. */
  public String text() {
    return FindingTexts.english(messageKey, args);
  }
}
