package org.xiangqiao.integration.insurance.bill;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.clinic.ClinicSettings;
import org.xiangqiao.integration.insurance.codes.NationalCoding;
import org.xiangqiao.integration.insurance.desk.ClaimFacts;
import org.xiangqiao.integration.insurance.desk.ClaimFacts.Sources;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.desk.DeskException.Reason;
import org.xiangqiao.integration.insurance.desk.FactReader;
import org.xiangqiao.integration.insurance.papers.CasePapers;
import org.xiangqiao.integration.insurance.run.Dossier;
import org.xiangqiao.integration.insurance.run.DossierException;
import org.xiangqiao.integration.insurance.run.Dossiers;
import org.xiangqiao.integration.insurance.run.Known;
import org.xiangqiao.integration.insurance.step.Care;
import org.xiangqiao.integration.insurance.step.StepKind;
import org.xiangqiao.integration.ledger.Problem;
import org.xiangqiao.mappings.insurance.check.FieldCheck;
import org.xiangqiao.mappings.insurance.fhir.Admission;
import org.xiangqiao.mappings.insurance.fhir.Credential;
import org.xiangqiao.mappings.insurance.profile.BatchLimits;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;

/** Reads visits, stays and their bills from the store. */
public final class StoredBills implements Dossiers, FactReader {

  private static final String BATCH = "https://fhir.xiangqiao.org/StructureDefinition/charge-batch";

  /** Encounter.class of a stay, in HL7's ActCode. */
  private static final String INPATIENT = "IMP";

  private final StoredParts parts;
  private final Sites sites;
  private final Function<String, FieldCheck> checks;
  private final Function<String, BatchLimits> limits;
  private final NationalCoding coding;
  private final InsuredDistricts districts;

  /**
   * @param checks of an institution's province
   * @param limits of the same
   * @param districts of the same
   */
  public StoredBills(
      FhirStore store,
      FhirContext fhir,
      CasePapers papers,
      Institutions institutions,
      ClinicSettings clinics,
      Function<String, FieldCheck> checks,
      Function<String, BatchLimits> limits,
      NationalCoding coding,
      InsuredDistricts districts) {
    this.parts = new StoredParts(store, fhir, papers);
    this.sites = new Sites(institutions, clinics);
    this.checks = checks;
    this.limits = limits;
    this.coding = coding;
    this.districts = districts;
  }

  /** Whose patients an institution settles (参保地): those of its district, and which others. */
  @FunctionalInterface
  public interface InsuredDistricts {

    boolean settles(String institution, String insuredDistrict);
  }

  /** Which institutions a county has here. */
  @FunctionalInterface
  public interface Institutions {

    List<String> of(int tenantId);
  }

  @Override
  public Dossier of(InsuranceCase owner) {
    try {
      return bill(owner);
    } catch (DeskException gone) {
      throw new DossierException(
          List.of(
              new Problem(
                  gone.place(),
                  "insurance-incomplete",
                  "该笔结算所需的资源已不存在或不完整。",
                  "A resource that this settlement is made of is gone or incomplete.",
                  "请恢复该资源后重新提交。",
                  "Bring the resource back, then hand the claim in again.")));
    }
  }

  private Dossier bill(InsuranceCase owner) {
    Caller caller = owner.caller();
    Coverage coverage = parts.coverage(owner);
    boolean billed = owner.kind() == InsuranceCase.Kind.CLAIM;
    Claim claim = billed ? parts.claim(owner) : null;
    Encounter visit =
        billed
            ? parts.read(caller, Encounter.class, encounter(claim), "Claim.item.encounter")
            : parts.read(caller, Encounter.class, owner.resourceId(), "Encounter");
    List<Condition> conditions =
        new ArrayList<>(billed ? parts.conditions(caller, claim) : List.of());
    boolean outpatient = owner.goal().care() == Care.OUTPATIENT;
    if (!outpatient) {
      conditions.addAll(parts.conditions(caller, Admission.of(visit)));
    }
    StoredChecks check =
        new StoredChecks(
            checks.apply(owner.institution()),
            coding.fill(caller.tenantId(), owner.institution(), claim, visit, conditions));
    if (outpatient) {
      return new StoredBill(visit, claim, coverage, conditions, check);
    }
    return new StoredStay(
        visit, claim, coverage, conditions, check, limits.apply(owner.institution()));
  }

  @Override
  public ClaimFacts ofClaim(Caller caller, Claim claim) {
    return whole(caller, claim, Claim.Use.CLAIM);
  }

  @Override
  public ClaimFacts ofQuote(Caller caller, Claim claim) {
    return whole(caller, claim, Claim.Use.PREDETERMINATION);
  }

  private ClaimFacts whole(Caller caller, Claim claim, Claim.Use use) {
    ClaimFacts facts = facts(caller, claim, use, "");
    Supported.bill(claim);
    if (facts.care() == Care.INPATIENT) {
      Supported.stay(claim, facts.sources().visit());
    }
    return facts;
  }

  @Override
  public ClaimFacts ofCharges(Caller caller, Claim claim) {
    ClaimFacts facts = facts(caller, claim, Claim.Use.CLAIM, "details|");
    Supported.unless(facts.care() == Care.INPATIENT, "Encounter.class");
    return facts;
  }

  private ClaimFacts facts(Caller caller, Claim claim, Claim.Use use, String purpose) {
    Supported.unless(claim.getUse() == use, "Claim.use");
    Identifier identifier = claim.getIdentifierFirstRep();
    StoredParts.require(identifier.hasSystem() && identifier.hasValue(), "Claim.identifier");
    StoredParts.require(claim.hasItem(), "Claim.item");
    String coverageId = StoredParts.coverage(claim);
    String encounterId = encounter(claim);
    StoredParts.require(encounterId != null, "Claim.item.encounter");
    ClaimFacts facts =
        facts(
            caller,
            identifier.getSystem() + "|" + identifier.getValue(),
            parts.digest(purpose, claim),
            encounterId,
            coverageId,
            sources(caller, encounterId, coverageId),
            claim.getFacility());
    StoredParts.require(
        facts.care() == Care.INPATIENT || claim.hasExtension(BATCH),
        "Claim.extension(charge-batch)");
    // All of what 2203A says of a diagnosis is required; a stay brings its own.
    StoredParts.require(facts.care() == Care.INPATIENT || claim.hasDiagnosis(), "Claim.diagnosis");
    return facts;
  }

  @Override
  public ClaimFacts ofVisit(Caller caller, String encounterId, String coverageId) {
    return ofVisit(caller, encounterId, coverageId, sources(caller, encounterId, coverageId));
  }

  @Override
  public ClaimFacts ofVisit(Caller caller, ClaimFacts claim) {
    return ofVisit(caller, claim.encounterId(), claim.coverageId(), claim.sources());
  }

  private ClaimFacts ofVisit(
      Caller caller, String encounterId, String coverageId, Sources sources) {
    StoredParts.require(sources.visit().getPeriod().hasStart(), "Encounter.period.start");
    return facts(
        caller,
        encounterId,
        StoredParts.digest(encounterId + "|" + coverageId),
        encounterId,
        coverageId,
        sources,
        new Reference());
  }

  private Sources sources(Caller caller, String encounterId, String coverageId) {
    return new Sources(
        parts.read(caller, Coverage.class, coverageId, "Coverage"),
        parts.read(caller, Encounter.class, encounterId, "Encounter"));
  }

  @Override
  public void registrable(InsuranceCase visit, Credential credential) {
    Dossier dossier = bill(visit);
    try {
      dossier.check(StepKind.REGISTER, dossier.input(StepKind.REGISTER, Known.NOTHING, credential));
    } catch (DossierException lacking) {
      Problem first = lacking.problems().get(0);
      throw new DeskException(
          Reason.INCOMPLETE, first.place(), first.place() + ": " + first.zh() + " " + first.en());
    }
  }

  private ClaimFacts facts(
      Caller caller,
      String key,
      byte[] content,
      String encounterId,
      String coverageId,
      Sources sources,
      Reference facility) {
    Coverage coverage = sources.coverage();
    Encounter visit = sources.visit();
    if (!coverage.hasSubscriberId()) {
      Supported.unnumbered(patient(caller, coverage), visit);
      StoredParts.require(false, "Coverage.subscriberId");
    }
    Sites.Site site = sites.of(caller.tenantId(), visit, facility);
    Supported.district(coverage, insured -> districts.settles(site.institution(), insured));
    Care care = INPATIENT.equals(visit.getClass_().getCode()) ? Care.INPATIENT : Care.OUTPATIENT;
    return new ClaimFacts(
        site.institution(),
        care == Care.OUTPATIENT ? site.clinic() : null,
        care,
        key,
        content,
        coverage.getSubscriberId(),
        encounterId,
        coverageId,
        Long.parseLong(coverage.getMeta().getVersionId()),
        sources);
  }

  /** Null if the Coverage names none by reference. */
  private Patient patient(Caller caller, Coverage coverage) {
    return StoredParts.id(coverage.getBeneficiary(), "Patient")
        .map(id -> parts.read(caller, Patient.class, id, "Coverage.beneficiary"))
        .orElse(null);
  }

  @Override
  public String batch(Claim claim) {
    return claim.hasExtension(BATCH)
        ? claim.getExtensionByUrl(BATCH).getValue().primitiveValue()
        : null;
  }

  static String encounter(Claim claim) {
    return claim.getItem().stream()
        .flatMap(item -> item.getEncounter().stream())
        .map(reference -> StoredParts.id(reference, "Encounter"))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(null);
  }
}
