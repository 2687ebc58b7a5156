package org.xiangqiao.integration.insurance.supervise;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueSeverity;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.hl7.fhir.r4.model.Reference;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.papers.CasePapers;
import org.xiangqiao.mappings.insurance.fhir.AuditAnswer;
import org.xiangqiao.programmes.supervision.Finding;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOperation;

/**
 * Hits as DetectedIssue (监管疑点), one for each rule and place of a claim. Its id comes from these, so
 * that however often a claim is checked there is no second one; what is no longer found is
 * cancelled. R4 DetectedIssue.
 */
public final class Issues {

  /** System of {@code DetectedIssue.code}, and of {@code ClaimResponse.error.code}. */
  public static final String RULES =
      "https://fhir.xiangqiao.org/CodeSystem/insurance-supervision-rule";

  public static final String PLACE = "http://hl7.org/fhirpath";

  private static final String SID = "https://fhir.xiangqiao.org/sid/insurance-supervision";
  private static final Set<String> OURS = Set.of(SID, AuditAnswer.SID);
  private static final int ID_LENGTH = 40;
  private static final Set<DetectedIssueStatus> OVER =
      Set.of(DetectedIssueStatus.CANCELLED, DetectedIssueStatus.ENTEREDINERROR);

  private final FhirStore store;
  private final FhirContext fhir;
  private final CasePapers papers;
  private final Clock clock;

  public Issues(FhirStore store, FhirContext fhir, CasePapers papers, Clock clock) {
    this.store = store;
    this.fhir = fhir;
    this.papers = papers;
    this.clock = clock;
  }

  /** Those of the claim that stand: of our rules and of the platform's audit, nobody else's. */
  List<DetectedIssue> standing(InsuranceCase owner) {
    return all(owner).stream()
        .filter(issue -> ours(issue.getIdentifierFirstRep().getSystem()))
        .filter(issue -> !OVER.contains(issue.getStatus()))
        .toList();
  }

  private static boolean ours(String system) {
    return system != null && OURS.contains(system);
  }

  /** What the rules found. */
  void keep(InsuranceCase owner, Claim claim, List<Finding> findings) {
    keep(owner, SID, "", findings.stream().map(finding -> issue(claim, finding)).toList());
  }

  /**
   * Writes only what changed since the claim was checked before; what others found stays as it is.
   *
   * @param system of the first identifier of those that are kept together
   * @param part beginning of its value after the claim's id; empty for all
   * @param found each with that identifier
   */
  public void keep(InsuranceCase owner, String system, String part, List<DetectedIssue> found) {
    String beginning = owner.resourceId() + "|" + part;
    List<DetectedIssue> all = all(owner);
    Map<String, DetectedIssue> known = new HashMap<>();
    all.stream()
        .filter(issue -> system.equals(issue.getIdentifierFirstRep().getSystem()))
        .filter(issue -> issue.getIdentifierFirstRep().hasValue())
        .filter(issue -> issue.getIdentifierFirstRep().getValue().startsWith(beginning))
        .forEach(issue -> known.put(issue.getIdElement().getIdPart(), issue));
    List<WriteOperation> writes = new ArrayList<>();
    for (DetectedIssue issue : found) {
      String key = issue.getIdentifierFirstRep().getValue();
      issue.setId("svn-" + digest(key).substring(0, ID_LENGTH));
      issue.setIdentified(new DateTimeType(Date.from(clock.instant())));
      DetectedIssue before = known.remove(issue.getIdElement().getIdPart());
      if (before == null || !same(before, issue)) {
        writes.add(new WriteOperation.Update(issue, null, null, null));
      }
    }
    known.values().stream()
        .filter(issue -> issue.getStatus() == DetectedIssueStatus.FINAL)
        .forEach(
            issue ->
                writes.add(
                    new WriteOperation.Update(
                        issue.setStatus(DetectedIssueStatus.CANCELLED), null, null, null)));
    if (!writes.isEmpty()) {
      store.write(owner.caller(), writes);
    }
    papers.found(owner, merged(all, writes));
  }

  /** What was there, with what was written since. */
  private static List<DetectedIssue> merged(List<DetectedIssue> all, List<WriteOperation> writes) {
    Map<String, DetectedIssue> merged = new LinkedHashMap<>();
    all.forEach(issue -> merged.put(issue.getIdElement().getIdPart(), issue));
    for (WriteOperation write : writes) {
      DetectedIssue issue = (DetectedIssue) ((WriteOperation.Update) write).resource();
      merged.put(issue.getIdElement().getIdPart(), issue);
    }
    return List.copyOf(merged.values());
  }

  /** What somebody amended since, or called an error, stays as it is. */
  private static boolean same(DetectedIssue before, DetectedIssue now) {
    return before.getStatus() != DetectedIssueStatus.CANCELLED
        && before.getSeverity() == now.getSeverity()
        && before.getDetail().equals(now.getDetail());
  }

  private List<DetectedIssue> all(InsuranceCase owner) {
    return papers.issues(owner).orElseGet(() -> read(owner.caller(), owner.resourceId()));
  }

  private List<DetectedIssue> read(Caller caller, String claimId) {
    List<DetectedIssue> issues = new ArrayList<>();
    SearchPage page =
        store.search(
            caller,
            new SearchRequest(
                "DetectedIssue",
                Map.of("implicated", List.of("Claim/" + claimId), "_count", List.of("200")),
                false));
    read(page, issues);
    while (page.next() != null) {
      page = store.nextPage(caller, page.next());
      read(page, issues);
    }
    return issues;
  }

  private void read(SearchPage page, List<DetectedIssue> issues) {
    for (StoredResource found : page.matches()) {
      issues.add(fhir.newJsonParser().parseResource(DetectedIssue.class, found.json()));
    }
  }

  private static DetectedIssue issue(Claim claim, Finding finding) {
    String claimId = claim.getIdElement().getIdPart();
    String key = claimId + "|" + finding.rule().id() + "|" + finding.place();
    DetectedIssue issue = new DetectedIssue();
    issue.addIdentifier().setSystem(SID).setValue(key);
    issue.setStatus(DetectedIssueStatus.FINAL);
    issue.setSeverity(
        finding.refuses() ? DetectedIssueSeverity.HIGH : DetectedIssueSeverity.MODERATE);
    issue.setCode(
        new CodeableConcept(new Coding(RULES, finding.rule().id(), finding.rule().title().zh())));
    issue.setPatient(claim.getPatient());
    issue.addImplicated(new Reference("Claim/" + claimId));
    issue
        .addEvidence()
        .addCode(
            new CodeableConcept(new Coding().setSystem(PLACE).setCode(finding.place()))
                .setText(finding.place()));
    issue.setDetail(SupervisionTexts.detail(finding));
    return issue;
  }

  private static String digest(String key) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
