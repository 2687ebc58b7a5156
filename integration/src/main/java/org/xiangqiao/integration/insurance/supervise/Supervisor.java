package org.xiangqiao.integration.insurance.supervise;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.codes.NationalCoding;
import org.xiangqiao.integration.insurance.papers.CasePapers;
import org.xiangqiao.integration.insurance.run.DossierException;
import org.xiangqiao.integration.ledger.Problem;
import org.xiangqiao.programmes.supervision.Finding;
import org.xiangqiao.store.FhirStore;

/** Checks a claim before anything of it is sent (结算前审核), and keeps what was found. */
public final class Supervisor {

  private final CountyRules rules;
  private final SupervisionSettings settings;
  private final EvidenceReader evidence;
  private final Issues issues;

  public Supervisor(
      SupervisionSettings settings,
      FhirStore store,
      FhirContext fhir,
      CasePapers papers,
      Issues issues,
      JdbcTemplate jdbc) {
    this.settings = settings;
    this.rules = new CountyRules(settings);
    this.evidence =
        new EvidenceReader(store, fhir, papers, new OtherClaims(jdbc), new NationalCoding(jdbc));
    this.issues = issues;
  }

  /**
   * @throws DossierException with every hit of a rule that refuses
   */
  void check(InsuranceCase claim) {
    EvidenceReader.Read read = evidence.of(claim, settings.level(claim.institution())).orElse(null);
    if (read == null) {
      return;
    }
    List<Finding> findings = rules.of(claim.caller().tenantId()).check(read.evidence());
    issues.keep(claim, read.claim(), findings);
    List<Problem> refusing =
        findings.stream().filter(Finding::refuses).map(Supervisor::problem).toList();
    if (!refusing.isEmpty()) {
      throw new DossierException(refusing);
    }
  }

  /** Doubts that stand: of these rules, and of the platform's audit. */
  public List<DetectedIssue> found(InsuranceCase claim) {
    return issues.standing(claim);
  }

  boolean knows(String rule) {
    return rules.ids().contains(rule);
  }

  private static Problem problem(Finding finding) {
    return new Problem(
        finding.place(),
        finding.rule().id(),
        finding.says().zh(),
        finding.says().en(),
        finding.rule().remedy().zh(),
        finding.rule().remedy().en());
  }
}
