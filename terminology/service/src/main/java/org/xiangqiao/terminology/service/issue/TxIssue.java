package org.xiangqiao.terminology.service.issue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.hl7.fhir.r4.model.StringType;

/**
 * One thing to say, as {@code OperationOutcome.issue}.
 *
 * @param place FHIRPath into the request; null for none
 * @param id message id that servers share
 * @param kind code of HL7's tx-issue-type; null for none
 * @param arguments that were filled into the text of the id; null for what is not known
 */
public record TxIssue(
    IssueSeverity severity,
    IssueType type,
    String place,
    String id,
    String text,
    String kind,
    List<Object> arguments) {

  private static final String ID =
      "http://hl7.org/fhir/StructureDefinition/operationoutcome-message-id";
  private static final String KINDS = "http://hl7.org/fhir/tools/CodeSystem/tx-issue-type";

  public TxIssue {
    arguments = Collections.unmodifiableList(arguments);
  }

  public TxIssue(
      IssueSeverity severity, IssueType type, String place, String id, String text, String kind) {
    this(severity, type, place, id, text, kind, List.of());
  }

  public static TxIssue of(
      IssueSeverity severity,
      IssueType type,
      String place,
      String id,
      String kind,
      Object... arguments) {
    return new TxIssue(
        severity, type, place, id, TxMessages.text(id, arguments), kind, Arrays.asList(arguments));
  }

  public static TxIssue error(
      IssueType type, String place, String id, String kind, Object... arguments) {
    return of(IssueSeverity.ERROR, type, place, id, kind, arguments);
  }

  /** The same under another id: texts for one and for many share theirs. */
  public TxIssue withId(String shared) {
    return new TxIssue(severity, type, place, shared, text, kind, arguments);
  }

  public OperationOutcomeIssueComponent component() {
    OperationOutcomeIssueComponent issue = new OperationOutcomeIssueComponent();
    issue.setSeverity(severity).setCode(type);
    if (id != null) {
      issue.addExtension(ID, new StringType(id));
    }
    CodeableConcept details = new CodeableConcept().setText(text);
    if (kind != null) {
      details.addCoding().setSystem(KINDS).setCode(kind);
    }
    issue.setDetails(details);
    if (place != null && !place.isEmpty()) {
      issue.addExpression(place);
    }
    return issue;
  }
}
