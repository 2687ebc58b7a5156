package org.xiangqiao.integration.insurance.bill;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Patient;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.desk.ClaimFacts;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.desk.DeskException.Reason;
import org.xiangqiao.integration.insurance.desk.FilingReader;
import org.xiangqiao.integration.insurance.papers.CasePapers;
import org.xiangqiao.integration.insurance.run.Dossier;
import org.xiangqiao.integration.insurance.run.DossierException;
import org.xiangqiao.integration.insurance.run.Dossiers;
import org.xiangqiao.integration.insurance.step.Care;
import org.xiangqiao.integration.ledger.Problem;
import org.xiangqiao.mappings.insurance.check.FieldCheck;
import org.xiangqiao.mappings.insurance.fhir.FilingMessages;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;

/** Reads filings in advance (备案) from the store; all else is another one's. */
public final class StoredFilings implements Dossiers, FilingReader {

  private final StoredParts parts;
  private final StoredBills.Institutions institutions;
  private final Function<String, FieldCheck> checks;
  private final BiPredicate<String, String> reachable;
  private final Dossiers others;

  /**
   * @param reachable whether an institution's province has an address for a transaction
   * @param others dossiers of visits, stays and their bills
   */
  public StoredFilings(
      FhirStore store,
      FhirContext fhir,
      CasePapers papers,
      StoredBills.Institutions institutions,
      Function<String, FieldCheck> checks,
      BiPredicate<String, String> reachable,
      Dossiers others) {
    this.parts = new StoredParts(store, fhir, papers);
    this.institutions = institutions;
    this.checks = checks;
    this.reachable = reachable;
    this.others = others;
  }

  @Override
  public Dossier of(InsuranceCase owner) {
    if (!owner.goal().care().filing()) {
      return others.of(owner);
    }
    try {
      Claim claim = parts.claim(owner);
      Coverage coverage = parts.coverage(owner);
      return new StoredFiling(
          claim,
          coverage,
          patient(owner.caller(), claim).orElse(null),
          parts.conditions(owner.caller(), claim),
          new StoredChecks(checks.apply(owner.institution()), List.of()));
    } catch (DeskException gone) {
      throw new DossierException(
          List.of(
              new Problem(
                  gone.place(),
                  "insurance-incomplete",
                  "该备案所需的资源已不存在或不完整。",
                  "A resource that this filing is made of is gone or incomplete.",
                  "请恢复该资源后重新提交。",
                  "Bring the resource back, then hand the filing in again.")));
    }
  }

  @Override
  public ClaimFacts ofFiling(Caller caller, Claim claim) {
    StoredParts.require(
        claim.getIdentifierFirstRep().hasSystem() && claim.getIdentifierFirstRep().hasValue(),
        "Claim.identifier");
    boolean refers = FilingMessages.refers(claim);
    StoredParts.require(refers != FilingMessages.filesDisease(claim), "Claim.supportingInfo");
    String coverageId = StoredParts.coverage(claim);
    Coverage coverage = parts.read(caller, Coverage.class, coverageId, "Claim.insurance.coverage");
    StoredParts.require(coverage.hasSubscriberId(), "Coverage.subscriberId");
    String institution = institution(caller, claim);
    String pathless =
        (refers ? Stream.of("2501", "2502") : Stream.of("2503", "2504"))
            .filter(infno -> !reachable.test(institution, infno))
            .collect(Collectors.joining(", "));
    if (!pathless.isEmpty()) {
      throw new DeskException(Reason.NO_PATH, "Claim.use", pathless);
    }
    return new ClaimFacts(
        institution,
        null,
        refers ? Care.REFERRAL : Care.CHRONIC_DISEASE,
        claim.getIdentifierFirstRep().getSystem() + "|" + claim.getIdentifierFirstRep().getValue(),
        parts.digest("filing|", claim),
        coverage.getSubscriberId(),
        null,
        coverageId,
        Long.parseLong(coverage.getMeta().getVersionId()),
        new ClaimFacts.Sources(coverage, null));
  }

  /** The claim's provider, by its number with the platform; or the only one that there is. */
  private String institution(Caller caller, Claim claim) {
    List<String> known = institutions.of(caller.tenantId());
    String named = claim.getProvider().getIdentifier().getValue();
    if (named == null && known.size() == 1) {
      return known.get(0);
    }
    if (named == null || !known.contains(named)) {
      throw new DeskException(Reason.INSTITUTION, "Claim.provider.identifier");
    }
    return named;
  }

  /** Telephone and address are asked for, not required. */
  private Optional<Patient> patient(Caller caller, Claim claim) {
    return StoredParts.id(claim.getPatient(), "Patient")
        .flatMap(id -> parts.find(caller, Patient.class, id));
  }
}
