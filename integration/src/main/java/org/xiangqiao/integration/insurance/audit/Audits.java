package org.xiangqiao.integration.insurance.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueSeverity;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xiangqiao.integration.insurance.bill.BillsToAudit;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.desk.Masking;
import org.xiangqiao.integration.insurance.platform.Line;
import org.xiangqiao.integration.insurance.platform.PlatformReply;
import org.xiangqiao.integration.insurance.run.DossierException;
import org.xiangqiao.integration.insurance.run.Known;
import org.xiangqiao.integration.insurance.run.Lines;
import org.xiangqiao.integration.insurance.supervise.Issues;
import org.xiangqiao.integration.ledger.Problem;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.fhir.AuditAnswer;
import org.xiangqiao.mappings.insurance.fhir.AuditHit;
import org.xiangqiao.mappings.insurance.fhir.AuditMessages;
import org.xiangqiao.mappings.insurance.fhir.AuditedBill;
import org.xiangqiao.mappings.insurance.profile.Audit;

/** Asks the platform about a bill (明细审核, 3101 and 3102) and keeps what it says. */
public final class Audits {

  private static final Logger LOG = LoggerFactory.getLogger(Audits.class);

  private final Lines lines;
  private final BillsToAudit bills;
  private final Issues issues;

  public Audits(Lines lines, BillsToAudit bills, Issues issues) {
    this.lines = lines;
    this.bills = bills;
    this.issues = issues;
  }

  /**
   * @throws DossierException if a hit refuses, or there is no answer and the province wants one
   */
  void ask(InsuranceCase owner, AuditPlace place, String infno, Known told, String district) {
    Audit audit = place.audits().get(infno);
    AuditedBill bill = bills.of(owner, place.institution(), place.district());
    Payload asked =
        new AuditMessages(bill, told.visit(), told.details().rows("result"), audit.values()).ask();
    Optional<List<AuditHit>> hits = hits(owner, infno, district, asked);
    Claim claim = bill.claim();
    boolean refuses = audit.hit() == Audit.OnHit.REFUSE;
    boolean silent = hits.isEmpty();
    List<DetectedIssue> found =
        new ArrayList<>(
            AuditAnswer.issues(
                claim, infno, hits.orElse(List.of()), refuses, masking(bill)::masked));
    boolean stops = audit.silence() == Audit.OnSilence.REFUSE;
    if (silent) {
      found.add(unanswered(claim, infno, stops));
    }
    issues.keep(owner, AuditAnswer.SID, infno + "|", found);
    if (silent ? stops : refuses && !found.isEmpty()) {
      throw new DossierException(found.stream().map(issue -> problem(issue, infno)).toList());
    }
  }

  /** Empty if there is no answer that says anything. */
  private Optional<List<AuditHit>> hits(
      InsuranceCase owner, String infno, String district, Payload asked) {
    Line line = lines.of(owner.institution());
    PlatformReply reply = send(line, infno, district, asked);
    if (reply instanceof PlatformReply.SignedOut) {
      // The line signs in anew before the next message.
      reply = send(line, infno, district, asked);
    }
    if (reply instanceof PlatformReply.Answered answered && answered.answer().code() == 0) {
      return Optional.of(AuditAnswer.hits(answered.answer().output()));
    }
    LOG.warn(
        "insurance case {}: audit {} was not answered: {}",
        owner.id(),
        infno,
        reply.getClass().getSimpleName());
    return Optional.empty();
  }

  private static PlatformReply send(Line line, String infno, String district, Payload asked) {
    return line.send(infno, line.nextMessageId(), line.unattended(), district, asked);
  }

  private static Masking masking(AuditedBill bill) {
    List<String> numbers = new ArrayList<>();
    numbers.add(bill.coverage().getSubscriberId());
    bill.patient().getIdentifier().stream().map(Identifier::getValue).forEach(numbers::add);
    return new Masking(numbers);
  }

  private static DetectedIssue unanswered(Claim claim, String infno, boolean stops) {
    DetectedIssue issue = new DetectedIssue();
    String claimId = claim.getIdElement().getIdPart();
    issue
        .addIdentifier()
        .setSystem(AuditAnswer.SID)
        .setValue(String.join("|", claimId, infno, AuditTexts.UNANSWERED, "Claim"));
    issue.setStatus(DetectedIssueStatus.FINAL);
    issue.setSeverity(stops ? DetectedIssueSeverity.HIGH : DetectedIssueSeverity.LOW);
    issue.setCode(
        new CodeableConcept(
            new Coding(
                AuditTexts.STATES,
                AuditTexts.UNANSWERED,
                AuditTexts.text(Locale.CHINESE, "unanswered-title"))));
    issue.setPatient(claim.getPatient());
    issue.addImplicated(new Reference("Claim/" + claimId));
    issue
        .addEvidence()
        .addCode(
            new CodeableConcept(new Coding().setSystem(Issues.PLACE).setCode("Claim"))
                .setText("Claim"));
    String key = stops ? "unanswered-refused" : "unanswered";
    issue.setDetail(
        AuditTexts.text(Locale.CHINESE, key, infno)
            + "\n"
            + AuditTexts.text(Locale.ROOT, key, infno));
    return issue;
  }

  /** Its rule is a FHIR token, as it is the platform's own. */
  private static Problem problem(DetectedIssue issue, String infno) {
    Coding rule = issue.getCode().getCodingFirstRep();
    boolean silent = rule.getCode().equals(AuditTexts.UNANSWERED);
    String key = silent ? "unanswered-remedy" : "remedy";
    return new Problem(
        issue.getEvidenceFirstRep().getCodeFirstRep().getText(),
        rule.getSystem() + "|" + rule.getCode(),
        silent ? AuditTexts.text(Locale.CHINESE, "unanswered-refused", infno) : issue.getDetail(),
        AuditTexts.text(Locale.ROOT, silent ? "unanswered-refused" : "hit", infno),
        AuditTexts.text(Locale.CHINESE, key),
        AuditTexts.text(Locale.ROOT, key));
  }
}
