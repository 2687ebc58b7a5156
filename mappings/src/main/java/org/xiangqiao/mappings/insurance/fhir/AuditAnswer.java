package org.xiangqiao.mappings.insurance.fhir;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueSeverity;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.hl7.fhir.r4.model.Reference;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;

/**
 * Hits of the platform's audit (3101, 3102) as DetectedIssue: one for each of its rules and place
 * of the claim, whatever it says there. R4 DetectedIssue.
 */
public final class AuditAnswer {

  /** System of the platform's rule ids. */
  public static final String RULES =
      "https://fhir.xiangqiao.org/CodeSystem/insurance-platform-rule";

  /** System of {@code DetectedIssue.identifier}. */
  public static final String SID = "https://fhir.xiangqiao.org/sid/insurance-audit";

  private static final String PLACE = "http://hl7.org/fhirpath";
  private static final String WHOLE = "Claim";
  private static final String UNNAMED = "unnamed";

  private AuditAnswer() {}

  public static List<AuditHit> hits(Payload output) {
    return output.rows("result").stream()
        .filter(row -> row.has("rule_id") || row.has("vola_cont"))
        .map(AuditAnswer::hit)
        .toList();
  }

  private static AuditHit hit(Row row) {
    return new AuditHit(
        row.text("rule_id").orElse(UNNAMED),
        row.text("rule_name").orElse(null),
        row.text("vola_cont").orElse(null),
        row.text("vola_evid").orElse(null),
        row.text("sev_deg").orElse(null),
        row.text("vola_bhvr_type").orElse(null),
        row.rows("judge_result_detail_dtos").stream()
            .flatMap(line -> line.text("rx_id").stream())
            .distinct()
            .toList());
  }

  /**
   * @param infno 3101 or 3102
   * @param refuses whether a hit stops the claim
   * @param masking takes numbers of persons out of the platform's texts
   */
  public static List<DetectedIssue> issues(
      Claim claim,
      String infno,
      List<AuditHit> hits,
      boolean refuses,
      UnaryOperator<String> masking) {
    Map<String, DetectedIssue> issues = new LinkedHashMap<>();
    for (AuditHit hit : hits) {
      for (String place : places(claim, hit)) {
        String key = String.join("|", claim.getIdElement().getIdPart(), infno, hit.rule(), place);
        DetectedIssue issue =
            issues.computeIfAbsent(key, one -> issue(claim, one, hit, place, refuses));
        String text = masking.apply(text(hit));
        if (!issue.hasDetail()) {
          issue.setDetail(text);
        } else if (!issue.getDetail().contains(text)) {
          issue.setDetail(issue.getDetail() + "\n" + text);
        }
      }
    }
    return new ArrayList<>(issues.values());
  }

  private static DetectedIssue issue(
      Claim claim, String key, AuditHit hit, String place, boolean refuses) {
    DetectedIssue issue = new DetectedIssue();
    issue.addIdentifier().setSystem(SID).setValue(key);
    issue.setStatus(DetectedIssueStatus.FINAL);
    issue.setSeverity(refuses ? DetectedIssueSeverity.HIGH : DetectedIssueSeverity.MODERATE);
    issue.setCode(
        new CodeableConcept(
            new Coding().setSystem(RULES).setCode(hit.rule()).setDisplay(hit.name())));
    issue.setPatient(claim.getPatient());
    issue.addImplicated(new Reference("Claim/" + claim.getIdElement().getIdPart()));
    DetectedIssue.DetectedIssueEvidenceComponent evidence = issue.addEvidence();
    evidence.addCode(
        new CodeableConcept(new Coding().setSystem(PLACE).setCode(place)).setText(place));
    code(evidence, "sev_deg", hit.severity());
    code(evidence, "vola_bhvr_type", hit.behaviour());
    return issue;
  }

  private static void code(
      DetectedIssue.DetectedIssueEvidenceComponent evidence, String dictionary, String code) {
    if (code != null) {
      evidence.addCode(
          new CodeableConcept(
              new Coding().setSystem(InsuranceSystems.dictionary(dictionary)).setCode(code)));
    }
  }

  /** Lines of the claim that it is about; the whole claim if it names none that is known. */
  private static List<String> places(Claim claim, AuditHit hit) {
    List<String> places = new ArrayList<>();
    for (int i = 0; i < claim.getItem().size(); i++) {
      if (hit.lines().contains(ClaimFields.lineNumber(claim.getItem().get(i)))) {
        places.add("Claim.item[" + i + "]");
      }
    }
    return places.isEmpty() ? List.of(WHOLE) : places;
  }

  private static String text(AuditHit hit) {
    String said =
        Stream.of(hit.name(), hit.content())
            .filter(Objects::nonNull)
            .collect(Collectors.joining("：", "医保平台明细审核：", ""));
    return said + (hit.evidence() == null ? "" : "；依据：" + hit.evidence()) + "。";
  }
}
