package org.xiangqiao.integration.insurance.bill;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.DiagnosisComponent;
import org.hl7.fhir.r4.model.Claim.InsuranceComponent;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.clinic.ClinicSettings;
import org.xiangqiao.integration.insurance.codes.NationalCoding;
import org.xiangqiao.integration.insurance.desk.ClaimFacts;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.desk.DeskException.Reason;
import org.xiangqiao.integration.insurance.desk.FactReader;
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

  private final FhirStore store;
  private final FhirContext fhir;
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
      Institutions institutions,
      ClinicSettings clinics,
      Function<String, FieldCheck> checks,
      Function<String, BatchLimits> limits,
      NationalCoding coding,
      InsuredDistricts districts) {
    this.store = store;
    this.fhir = fhir;
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
    Coverage coverage =
        read(caller, Coverage.class, owner.coverageId(), owner.coverageVersion(), "Coverage");
    boolean billed = owner.kind() == InsuranceCase.Kind.CLAIM;
    Claim claim =
        billed
            ? read(caller, Claim.class, owner.resourceId(), owner.resourceVersion(), "Claim")
            : null;
    Encounter visit =
        billed
            ? read(caller, Encounter.class, encounter(claim), "Claim.item.encounter")
            : read(caller, Encounter.class, owner.resourceId(), "Encounter");
    List<Condition> conditions = new ArrayList<>(billed ? conditions(caller, claim) : List.of());
    boolean outpatient = owner.goal().care() == Care.OUTPATIENT;
    if (!outpatient) {
      conditions.addAll(conditions(caller, Admission.of(visit)));
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
      Supported.stay(
          claim, read(caller, Encounter.class, facts.encounterId(), "Claim.item.encounter"));
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
    require(identifier.hasSystem() && identifier.hasValue(), "Claim.identifier");
    require(claim.hasItem(), "Claim.item");
    String coverageId =
        claim.getInsurance().stream()
            .filter(InsuranceComponent::getFocal)
            .map(insurance -> id(insurance.getCoverage(), "Coverage"))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    require(coverageId != null, "Claim.insurance.coverage");
    String encounterId = encounter(claim);
    require(encounterId != null, "Claim.item.encounter");
    ClaimFacts facts =
        facts(
            caller,
            identifier.getSystem() + "|" + identifier.getValue(),
            purpose + content(claim),
            encounterId,
            coverageId,
            claim.getFacility());
    require(
        facts.care() == Care.INPATIENT || claim.hasExtension(BATCH),
        "Claim.extension(charge-batch)");
    return facts;
  }

  @Override
  public ClaimFacts ofVisit(Caller caller, String encounterId, String coverageId) {
    Encounter visit = read(caller, Encounter.class, encounterId, "Encounter");
    require(visit.getPeriod().hasStart(), "Encounter.period.start");
    return facts(
        caller,
        encounterId,
        encounterId + "|" + coverageId,
        encounterId,
        coverageId,
        new Reference());
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

  @Override
  public Coverage coverage(Caller caller, String coverageId) {
    return read(caller, Coverage.class, coverageId, "Coverage");
  }

  private ClaimFacts facts(
      Caller caller,
      String key,
      String content,
      String encounterId,
      String coverageId,
      Reference facility) {
    Coverage coverage = coverage(caller, coverageId);
    Encounter visit = read(caller, Encounter.class, encounterId, "Encounter");
    if (!coverage.hasSubscriberId()) {
      Supported.unnumbered(patient(caller, coverage), visit);
      require(false, "Coverage.subscriberId");
    }
    Sites.Site site = sites.of(caller.tenantId(), visit, facility);
    Supported.district(coverage, insured -> districts.settles(site.institution(), insured));
    Care care = INPATIENT.equals(visit.getClass_().getCode()) ? Care.INPATIENT : Care.OUTPATIENT;
    return new ClaimFacts(
        site.institution(),
        care == Care.OUTPATIENT ? site.clinic() : null,
        care,
        key,
        digest(content),
        coverage.getSubscriberId(),
        encounterId,
        coverageId,
        Long.valueOf(coverage.getMeta().getVersionId()));
  }

  /** Null if the Coverage names none by reference. */
  private Patient patient(Caller caller, Coverage coverage) {
    String patient = id(coverage.getBeneficiary(), "Patient");
    return patient == null ? null : read(caller, Patient.class, patient, "Coverage.beneficiary");
  }

  private List<Condition> conditions(Caller caller, Claim claim) {
    return claim.getDiagnosis().stream()
        .filter(DiagnosisComponent::hasDiagnosisReference)
        .map(diagnosis -> id(diagnosis.getDiagnosisReference(), "Condition"))
        .filter(Objects::nonNull)
        .map(id -> read(caller, Condition.class, id, "Claim.diagnosis"))
        .toList();
  }

  @Override
  public String batch(Claim claim) {
    return claim.hasExtension(BATCH)
        ? claim.getExtensionByUrl(BATCH).getValue().primitiveValue()
        : null;
  }

  private static String encounter(Claim claim) {
    return claim.getItem().stream()
        .flatMap(item -> item.getEncounter().stream())
        .map(reference -> id(reference, "Encounter"))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static String id(Reference reference, String type) {
    return type.equals(reference.getReferenceElement().getResourceType())
        ? reference.getReferenceElement().getIdPart()
        : null;
  }

  private <R extends Resource> R read(Caller caller, Class<R> type, String id, String place) {
    return read(caller, type, id, null, place);
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
    IParser parser = fhir.newJsonParser();
    return parser.encodeResourceToString(bare);
  }

  private static byte[] digest(String content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
