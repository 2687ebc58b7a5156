package org.xiangqiao.server.validate;

import java.util.List;
import java.util.Set;
import org.hl7.fhir.exceptions.FHIRException;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.utilities.validation.ValidationMessage;

/** Turns what the validator found into issues: severity, code, place, line, and the rule's name. */
final class ValidationOutcome {

  private static final String EXTENSION =
      "http://hl7.org/fhir/StructureDefinition/operationoutcome-";
  private static final Set<IssueSeverity> ERRORS = Set.of(IssueSeverity.FATAL, IssueSeverity.ERROR);

  private ValidationOutcome() {}

  static void add(OperationOutcome outcome, List<ValidationMessage> messages) {
    messages.forEach(message -> add(outcome, message));
  }

  static boolean hasErrors(OperationOutcome outcome) {
    return outcome.getIssue().stream().anyMatch(issue -> ERRORS.contains(issue.getSeverity()));
  }

  private static void add(OperationOutcome outcome, ValidationMessage message) {
    OperationOutcomeIssueComponent issue = outcome.addIssue();
    issue.setSeverity(severity(message)).setCode(code(message));
    issue.getDetails().setText(message.getMessage());
    if (message.getLocation() != null && !message.getLocation().isBlank()) {
      issue.addExpression(message.getLocation());
    }
    if (message.getLine() > 0) {
      issue.addExtension(EXTENSION + "issue-line", new IntegerType(message.getLine()));
      issue.addExtension(EXTENSION + "issue-col", new IntegerType(message.getCol()));
    }
    if (message.getMessageId() != null) {
      issue.addExtension(EXTENSION + "message-id", new StringType(message.getMessageId()));
    }
  }

  private static IssueSeverity severity(ValidationMessage message) {
    return switch (message.getLevel()) {
      case FATAL -> IssueSeverity.FATAL;
      case ERROR -> IssueSeverity.ERROR;
      case WARNING -> IssueSeverity.WARNING;
      default -> IssueSeverity.INFORMATION;
    };
  }

  /** Later versions of FHIR know more codes than R4. */
  private static IssueType code(ValidationMessage message) {
    try {
      IssueType code = IssueType.fromCode(message.getType().toCode());
      return code == null ? IssueType.INVALID : code;
    } catch (FHIRException | NullPointerException unknown) {
      return IssueType.INVALID;
    }
  }
}
