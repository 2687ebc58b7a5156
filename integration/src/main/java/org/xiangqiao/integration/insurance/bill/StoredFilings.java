package org.xiangqiao.integration.insurance.bill;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.DiagnosisComponent;
import org.hl7.fhir.r4.model.Claim.InsuranceComponent;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.desk.ClaimFacts;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.desk.DeskException.Reason;
import org.xiangqiao.integration.insurance.desk.FilingReader;
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

  private final FhirStore store;
  private final FhirContext fhir;
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
      StoredBills.Institutions institutions,
      Function<String, FieldCheck> checks,
      BiPredicate<String, String> reachable,
      Dossiers others) {
    this.store = store;
    this.fhir = fhir;
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
      Claim claim =
          read(owner.caller(), Claim.class, owner.resourceId(), owner.resourceVersion(), "Claim");
      Coverage coverage =
          read(
              owner.caller(),
              Coverage.class,
              owner.coverageId(),
              owner.coverageVersion(),
              "Coverage");
      return new StoredFiling(
          claim,
          coverage,
          patient(owner.caller(), claim).orElse(null),
          conditions(owner.caller(), claim),
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
    require(
        claim.getIdentifierFirstRep().hasSystem() && claim.getIdentifierFirstRep().hasValue(),
        "Claim.identifier");
    boolean refers = FilingMessages.refers(claim);
    require(refers != FilingMessages.filesDisease(claim), "Claim.supportingInfo");
    String coverageId =
        claim.getInsurance().stream()
            .filter(InsuranceComponent::getFocal)
            .map(insurance -> id(insurance.getCoverage(), "Coverage"))
            .flatMap(Optional::stream)
            .findFirst()
            .orElse(null);
    require(coverageId != null, "Claim.insurance.coverage");
    Coverage coverage = read(caller, Coverage.class, coverageId, null, "Claim.insurance.coverage");
    require(coverage.hasSubscriberId(), "Coverage.subscriberId");
    String institution = institution(caller, claim);
    boolean offered =
        (refers ? List.of("2501", "2502") : List.of("2503", "2504"))
            .stream().allMatch(infno -> reachable.test(institution, infno));
    if (!offered) {
      throw new DeskException(Reason.NOT_SUPPORTED, "Claim.use", "Claim.use");
    }
    return new ClaimFacts(
        institution,
        null,
        refers ? Care.REFERRAL : Care.CHRONIC_DISEASE,
        claim.getIdentifierFirstRep().getSystem() + "|" + claim.getIdentifierFirstRep().getValue(),
        digest("filing|" + content(claim)),
        coverage.getSubscriberId(),
        null,
        coverageId,
        Long.parseLong(coverage.getMeta().getVersionId()));
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
    return id(claim.getPatient(), "Patient")
        .flatMap(id -> store.read(caller, "Patient", id))
        .filter(found -> !found.deleted())
        .map(found -> fhir.newJsonParser().parseResource(Patient.class, found.json()));
  }

  private List<Condition> conditions(Caller caller, Claim claim) {
    return claim.getDiagnosis().stream()
        .filter(DiagnosisComponent::hasDiagnosisReference)
        .map(diagnosis -> id(diagnosis.getDiagnosisReference(), "Condition"))
        .flatMap(Optional::stream)
        .map(id -> read(caller, Condition.class, id, null, "Claim.diagnosis"))
        .toList();
  }

  private static Optional<String> id(Reference reference, String type) {
    IIdType named = reference.getReferenceElement();
    return type.equals(named.getResourceType())
        ? Optional.ofNullable(named.getIdPart())
        : Optional.empty();
  }

  /**
   * @param version null for the current one
   */
  private <R extends Resource> R read(
      Caller caller, Class<R> type, String id, Long version, String place) {
    return (version == null
            ? store.read(caller, type.getSimpleName(), id)
            : store.readVersion(caller, type.getSimpleName(), id, version))
        .filter(found -> !found.deleted())
        .map(found -> fhir.newJsonParser().parseResource(type, found.json()))
        .orElseThrow(() -> new DeskException(Reason.INCOMPLETE, place, place));
  }

  private static void require(boolean there, String place) {
    if (!there) {
      throw new DeskException(Reason.INCOMPLETE, place, place);
    }
  }

  /** Without what a server adds. */
  private String content(Claim claim) {
    Claim bare = claim.copy();
    bare.setId((String) null);
    bare.setMeta(null);
    return fhir.newJsonParser().encodeResourceToString(bare);
  }

  private static byte[] digest(String content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
