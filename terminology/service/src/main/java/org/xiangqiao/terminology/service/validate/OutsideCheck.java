package org.xiangqiao.terminology.service.validate;

import java.net.URI;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.ValueSet;
import org.xiangqiao.terminology.service.call.Canonical;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.Concept;
import org.xiangqiao.terminology.service.issue.TxIssue;

/** What is to be said of a code that is not in the value set: does it exist at all? */
final class OutsideCheck {

  private final Inquiry inquiry;
  private final ValueSet valueSet;
  private final Findings findings;

  OutsideCheck(Inquiry inquiry, ValueSet valueSet, Findings findings) {
    this.inquiry = inquiry;
    this.valueSet = valueSet;
    this.findings = findings;
  }

  /** The code system in which it was looked up. */
  Optional<CodeSystemContent> check(Coding coding, String system, String place) {
    if (!absolute(system)) {
      findings.tell(
          TxIssue.error(
              IssueType.INVALID,
              Places.below(place, "system"),
              "Terminology_TX_System_Relative",
              "invalid-data"));
    }
    Optional<CodeSystemContent> found = inquiry.context().codeSystem(system, coding.getVersion());
    if (found.isEmpty()) {
      noSystem(coding, system, place);
      return found;
    }
    CodeSystem about = found.get().about();
    inquiry.context().checkVersion(found.get(), findings.issues());
    inquiry.noteStatus(about, valueSet, findings);
    Optional<Concept> concept = found.get().find(coding.getCode());
    if (concept.isEmpty()) {
      String name = Canonical.text(system, about.getVersion()) + "#" + coding.getCode();
      if (findings.unknownCode(name)) {
        TxIssue issue = UnknownCode.issue(about, place, coding.getCode());
        findings.add(issue);
        if (about.getContent() == CodeSystem.CodeSystemContentMode.COMPLETE) {
          findings.tell(issue.text());
        }
      }
      return found;
    }
    if (findings.names().isEmpty()) {
      findings.names().add(concept.get());
    }
    if (coding.hasDisplay() && !findings.names().isEmpty()) {
      String language = about.hasLanguage() ? about.getLanguage() : "en";
      new DisplayCheck(inquiry, findings).outside(coding, system, language, place);
    }
    return found;
  }

  private void noSystem(Coding coding, String system, String place) {
    if (inquiry.context().valueSet(system).isPresent()) {
      findings.tell(
          TxIssue.error(
              IssueType.INVALID,
              Places.below(place, "system"),
              "Terminology_TX_System_ValueSet2",
              "invalid-data",
              system));
      return;
    }
    Optional<CodeSystem> supplement = inquiry.context().supplement(system);
    if (supplement.isPresent()) {
      findings.tell(
          TxIssue.error(
              IssueType.INVALID,
              Places.below(place, "system"),
              "CODESYSTEM_CS_NO_SUPPLEMENT",
              "invalid-data",
              Canonical.text(system, supplement.get().getVersion())));
      return;
    }
    TxIssue issue = inquiry.unknown(system, coding.getVersion(), place);
    if (findings.unknownSystem(inquiry.unknownName(system, coding.getVersion()))) {
      findings.add(issue);
    }
    findings.tell(issue.text());
  }

  private static boolean absolute(String system) {
    try {
      return URI.create(system).isAbsolute();
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
