package org.xiangqiao.server.terminology;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.xiangqiao.server.rest.problem.FaultException;
import org.xiangqiao.server.rest.problem.FaultTexts;
import org.xiangqiao.server.rest.problem.LocalText;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.terminology.service.issue.TxException;
import org.xiangqiao.terminology.service.issue.TxIssue;

/** Refusals of the terminology operations that are this server's own. */
final class TerminologyFaults {

  private static final FaultTexts TEXTS =
      new FaultTexts("org.xiangqiao.server.terminology.terminology");

  /** Message ids that servers share and that our message files explain. */
  private static final Set<String> EXPLAINED =
      Set.of(
          "VALUESET_TOO_COSTLY",
          "VALUESET_CIRCULAR_REFERENCE",
          "VALUESET_TOO_DEEP",
          "FILTER_REGEX",
          "GRAMMAR",
          "NO_CODE",
          "NO_VALUE_SET",
          "NO_SUBSUMES_CODES",
          "NO_MAP_CODE",
          "NO_MAP_SYSTEM",
          "FILTER_NO_PROPERTY",
          "CODE_SYSTEM_NO_URL");

  private TerminologyFaults() {}

  static FaultException tooManyResources(int most) {
    return TEXTS
        .fault(413, IssueType.TOOCOSTLY, "tx-resources-too-many", "tx-resource", most)
        .exception();
  }

  static FaultException tooLargeResources(long most) {
    return TEXTS
        .fault(413, IssueType.TOOCOSTLY, "tx-resources-too-large", "tx-resource", most)
        .exception();
  }

  static FaultException tooManyValidations(int most) {
    return TEXTS
        .fault(413, IssueType.TOOCOSTLY, "validations-too-many", "validation", most)
        .exception();
  }

  /** What an operation refuses: what people have to act on in both languages and with a remedy. */
  static OperationOutcome refusal(TxException why, Locale language) {
    OperationOutcome outcome = why.outcome();
    List<TxIssue> issues = why.issues();
    for (int i = 0; i < issues.size(); i++) {
      TxIssue told = issues.get(i);
      if (told.id() != null && EXPLAINED.contains(told.id())) {
        Object[] arguments = told.arguments().toArray();
        LocalText text =
            new LocalText(told.text(), TEXTS.text(told.id(), arguments).in(Locale.CHINESE));
        LocalText remedy = TEXTS.text(told.id() + ".remedy", arguments);
        explain(outcome.getIssue().get(i), text, remedy, language);
      }
    }
    return outcome;
  }

  /**
   * Whoever does not ask for Chinese gets {@code details} as all terminology servers have them, to
   * the letter; clients compare them.
   */
  private static void explain(
      OperationOutcomeIssueComponent issue, LocalText text, LocalText remedy, Locale language) {
    if (language.getLanguage().equals(Locale.CHINESE.getLanguage())) {
      OperationOutcomes.explain(issue, text, remedy, language);
    } else {
      issue.setDiagnostics(
          String.join(
              "\n", remedy.in(Locale.ENGLISH), text.in(Locale.CHINESE), remedy.in(Locale.CHINESE)));
    }
  }

  static FaultException textTooLong(String parameter, int most) {
    return TEXTS.fault(400, IssueType.TOOLONG, "text-too-long", "", parameter, most).exception();
  }

  static FaultException textUnreadable(String parameter) {
    return TEXTS.fault(400, IssueType.INVALID, "text-unreadable", "", parameter).exception();
  }

  static FaultException identifierUnknown() {
    return TEXTS.fault(404, IssueType.NOTFOUND, "naming-system-unknown", "http.id").exception();
  }

  static FaultException identifierMissing(String type) {
    return TEXTS
        .fault(404, IssueType.NOTFOUND, "naming-system-type", "http.type", type)
        .exception();
  }

  static FaultException identifierType(String type) {
    return TEXTS
        .fault(400, IssueType.INVALID, "naming-system-unknown-type", "http.type", type)
        .exception();
  }
}
