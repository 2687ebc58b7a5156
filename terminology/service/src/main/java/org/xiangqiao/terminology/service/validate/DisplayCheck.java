package org.xiangqiao.terminology.service.validate;

import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.terminology.service.call.LanguageList;
import org.xiangqiao.terminology.service.display.Name;
import org.xiangqiao.terminology.service.display.Names;
import org.xiangqiao.terminology.service.issue.TxIssue;

/**
 * Whether the display that came with a code is one of its names in a language that was asked for.
 */
final class DisplayCheck {

  private static final String KIND = "invalid-display";
  private static final String WRONG = "Display_Name_for__should_be_one_of__instead_of";
  private static final String SPACED = "Display_Name_WS_for__should_be_one_of__instead_of";

  private final Inquiry inquiry;
  private final Findings findings;

  DisplayCheck(Inquiry inquiry, Findings findings) {
    this.inquiry = inquiry;
    this.findings = findings;
  }

  /** Of a code that is in the value set. */
  void inside(Coding coding, String place) {
    Names names = findings.names();
    LanguageList languages = inquiry.parameters().languages();
    String display = coding.getDisplay();
    if (names.has(languages, display, true)) {
      return;
    }
    if (names.has(languages, display, false)) {
      inactive(coding, place);
      return;
    }
    int count = names.count(languages, true);
    IssueSeverity severity = severity();
    boolean displaysOnly = true;
    if (count == 0) {
      severity = IssueSeverity.WARNING;
      count = names.count(languages, false);
      displaysOnly = count > 0;
    }
    if (count == 0) {
      otherLanguages(coding, place);
    } else {
      wrong(coding, place, severity, count, displaysOnly);
    }
  }

  /** Of a code that exists but is not in the value set. */
  void outside(Coding coding, String system, String defaultLanguage, String place) {
    Names names = findings.names();
    LanguageList languages = inquiry.parameters().languages();
    if (names.has(languages, coding.getDisplay(), false)
        || inDefault(names, coding.getDisplay(), defaultLanguage)) {
      return;
    }
    int count = names.count(languages, true);
    if (count == 0) {
      tell(
          IssueSeverity.WARNING,
          place,
          "NO_VALID_DISPLAY_AT_ALL",
          "NO_VALID_DISPLAY_AT_ALL",
          coding.getDisplay(),
          system,
          coding.getCode());
    } else {
      wrong(coding, place, severity(), count, true);
    }
  }

  private static boolean inDefault(Names names, String display, String language) {
    for (Name name : names.all()) {
      if (name.value().equalsIgnoreCase(display)
          && name.language() != null
          && language != null
          && main(name.language()).equals(main(language))) {
        return true;
      }
    }
    return false;
  }

  private static String main(String language) {
    return language.split("-", 2)[0];
  }

  private IssueSeverity severity() {
    return inquiry.switches().lenientDisplay() ? IssueSeverity.WARNING : IssueSeverity.ERROR;
  }

  private void wrong(
      Coding coding, String place, IssueSeverity severity, int count, boolean displaysOnly) {
    Names names = findings.names();
    LanguageList languages = inquiry.parameters().languages();
    String id = names.hasSpacedOtherwise(languages, coding.getDisplay()) ? SPACED : WRONG;
    tell(
        severity,
        place,
        id,
        id + (count == 1 ? "_one" : "_other"),
        count == 1 ? "" : count,
        coding.getSystem(),
        coding.getCode(),
        names.shown(languages, displaysOnly),
        coding.getDisplay(),
        inquiry.parameters().languageSummary());
  }

  private void otherLanguages(Coding coding, String place) {
    boolean known = findings.names().has(null, coding.getDisplay(), false);
    String shown = known ? coding.getDisplay() : findings.names().preferredText(null);
    String id =
        shown == null
            ? "NO_VALID_DISPLAY_AT_ALL"
            : shown.equals(coding.getDisplay())
                ? "NO_VALID_DISPLAY_FOUND_NONE_FOR_LANG_OK"
                : "NO_VALID_DISPLAY_FOUND_NONE_FOR_LANG_ERR";
    IssueSeverity severity =
        shown == null
            ? IssueSeverity.WARNING
            : shown.equals(coding.getDisplay()) ? IssueSeverity.INFORMATION : severity();
    tell(
        severity,
        place,
        id,
        id,
        coding.getDisplay(),
        coding.getSystem(),
        coding.getCode(),
        inquiry.parameters().languageSummary(),
        shown);
  }

  private void inactive(Coding coding, String place) {
    Names names = findings.names();
    String status = null;
    StringBuilder right = new StringBuilder();
    int count = 0;
    for (Name name : names.all()) {
      if (name.value().equalsIgnoreCase(coding.getDisplay())) {
        status = name.status();
      } else if (name.active() && name.isDisplay()) {
        right.append(count++ == 0 ? "" : ",").append('"').append(name.value()).append('"');
      }
    }
    findings.add(
        TxIssue.of(
            IssueSeverity.WARNING,
            IssueType.INVALID,
            Places.below(place, "display"),
            "INACTIVE_DISPLAY_FOUND",
            "display-comment",
            coding.getDisplay(),
            coding.getCode(),
            right,
            status));
  }

  private void tell(
      IssueSeverity severity, String place, String id, String text, Object... arguments) {
    findings.tell(
        TxIssue.of(
                severity, IssueType.INVALID, Places.below(place, "display"), text, KIND, arguments)
            .withId(id));
  }
}
