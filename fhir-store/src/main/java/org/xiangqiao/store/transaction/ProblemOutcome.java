package org.xiangqiao.store.transaction;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.StringType;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.StoreProblem.Kind;
import org.xiangqiao.store.WriteOutcome;

/** The store's problems as an OperationOutcome with English text and its Chinese translation. */
final class ProblemOutcome {

  /** Code system of the rule keys, the same as for single requests. */
  private static final String RULES = "https://xiangqiao.org/fhir/CodeSystem/rules";

  private static final String TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation";

  private static final Map<Kind, String> STATUS =
      Map.ofEntries(
          Map.entry(Kind.INVALID, "400 Bad Request"),
          Map.entry(Kind.UNSUPPORTED_SEARCH, "400 Bad Request"),
          Map.entry(Kind.NOT_FOUND, "404 Not Found"),
          Map.entry(Kind.GONE, "410 Gone"),
          Map.entry(Kind.CONFLICT, "409 Conflict"),
          Map.entry(Kind.PRECONDITION_FAILED, "412 Precondition Failed"),
          Map.entry(Kind.UNPROCESSABLE, "422 Unprocessable Entity"),
          Map.entry(Kind.TOO_LARGE, "413 Payload Too Large"),
          Map.entry(Kind.CURSOR_INVALID, "410 Gone"),
          Map.entry(Kind.UNAVAILABLE, "503 Service Unavailable"),
          Map.entry(Kind.TIMEOUT, "504 Gateway Timeout"));

  private static final Map<Kind, IssueType> CODE =
      Map.ofEntries(
          Map.entry(Kind.INVALID, IssueType.INVALID),
          Map.entry(Kind.UNSUPPORTED_SEARCH, IssueType.NOTSUPPORTED),
          Map.entry(Kind.NOT_FOUND, IssueType.NOTFOUND),
          Map.entry(Kind.GONE, IssueType.DELETED),
          Map.entry(Kind.CONFLICT, IssueType.CONFLICT),
          Map.entry(Kind.PRECONDITION_FAILED, IssueType.CONFLICT),
          Map.entry(Kind.UNPROCESSABLE, IssueType.BUSINESSRULE),
          Map.entry(Kind.TOO_LARGE, IssueType.TOOLONG),
          Map.entry(Kind.CURSOR_INVALID, IssueType.NOTFOUND),
          Map.entry(Kind.UNAVAILABLE, IssueType.TRANSIENT),
          Map.entry(Kind.TIMEOUT, IssueType.TIMEOUT));

  private ProblemOutcome() {}

  static String status(StoreException refusal) {
    return STATUS.get(refusal.kind());
  }

  static OperationOutcome of(List<StoreProblem> problems) {
    OperationOutcome outcome = new OperationOutcome();
    for (StoreProblem problem : problems) {
      boolean judged = problem.told() != null;
      OperationOutcome.OperationOutcomeIssueComponent issue =
          outcome
              .addIssue()
              .setSeverity(judged ? problem.told().severity() : IssueSeverity.ERROR)
              .setCode(judged ? problem.told().code() : CODE.get(problem.kind()))
              .setDetails(
                  new CodeableConcept(new Coding().setSystem(RULES).setCode(problem.key()))
                      .setTextElement(
                          inBoth(problem.text(Locale.ENGLISH), problem.text(Locale.CHINESE))))
              .setDiagnosticsElement(
                  inBoth(problem.remedy(Locale.ENGLISH), problem.remedy(Locale.CHINESE)));
      if (!problem.location().isEmpty()) {
        issue.addExpression(problem.location());
        if (judged) {
          // Clients of HL7's validator look for it here.
          issue.addLocation(problem.location());
        }
      }
    }
    return outcome;
  }

  /** What {@code Prefer: return=OperationOutcome} gets for an entry that was done. */
  static OperationOutcome done(WriteOutcome outcome) {
    OperationOutcome told = new OperationOutcome();
    String key =
        switch (outcome.effect()) {
          case CREATED -> "done-created";
          case UPDATED -> "done-updated";
          case UNCHANGED -> "done-unchanged";
          case DELETED -> "done-deleted";
        };
    StoreProblem text = StoreProblem.of(Kind.INVALID, "", key, outcome.deleted());
    told.addIssue()
        .setSeverity(IssueSeverity.INFORMATION)
        .setCode(IssueType.INFORMATIONAL)
        .setDetails(
            new CodeableConcept()
                .setTextElement(inBoth(text.text(Locale.ENGLISH), text.text(Locale.CHINESE))));
    return told;
  }

  private static StringType inBoth(String english, String chinese) {
    StringType text = new StringType(english);
    Extension translation = new Extension(TRANSLATION);
    translation.addExtension(new Extension("lang", new CodeType("zh")));
    translation.addExtension(new Extension("content", new StringType(chinese)));
    text.addExtension(translation);
    return text;
  }
}
