package org.xiangqiao.integration.insurance.supervise;

import ca.uhn.fhir.context.FhirContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.codes.NationalCoding;
import org.xiangqiao.integration.insurance.papers.CasePapers;
import org.xiangqiao.programmes.benefit.CareLevel;
import org.xiangqiao.programmes.supervision.ClaimedLine;
import org.xiangqiao.programmes.supervision.Evidence;
import org.xiangqiao.programmes.supervision.Insured;
import org.xiangqiao.programmes.supervision.Stay;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoredResource;

/**
 * What a bill is checked against, from the store: four statements, however many lines and other
 * bills there are, and one more where items are billed by the institution's own codes.
 */
final class EvidenceReader {

  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  /** Twelve weeks of a long prescription, and what is collected early. */
  private static final int BILLS = 100;

  /** The longest gap of a split stay, and more. */
  private static final int STAYS = 31;

  private final FhirStore store;
  private final FhirContext fhir;
  private final CasePapers papers;
  private final OtherClaims others;
  private final Stays stays;
  private final NationalCoding coding;

  EvidenceReader(
      FhirStore store,
      FhirContext fhir,
      CasePapers papers,
      OtherClaims others,
      NationalCoding coding) {
    this.store = store;
    this.fhir = fhir;
    this.papers = papers;
    this.others = others;
    this.stays = new Stays(store, fhir);
    this.coding = coding;
  }

  /** A claim with what it is checked against. */
  record Read(Claim claim, Evidence evidence) {}

  /**
   * @return empty if a resource that the claim is made of is gone, which others tell
   */
  Optional<Read> of(InsuranceCase owner, CareLevel level) {
    Caller caller = owner.caller();
    // As it was posted: that is what is settled.
    Claim claim = papers.claim(owner).orElse(null);
    if (claim == null) {
      return Optional.empty();
    }
    String visitId = ClaimBills.visit(claim);
    List<ClaimedLine> lines = new ClaimLines(claim).lines();
    LocalDate first = day(lines, claim, false);
    Instant since = first.minusDays(BILLS).atStartOfDay(CHINA).toInstant();
    Found found = read(owner, claim, visitId, others.of(owner, since));
    Encounter visit = found.encounter();
    if (visit == null) {
      return Optional.empty();
    }
    coding.fill(caller.tenantId(), owner.institution(), claim, visit, List.of());
    ClaimBills bills = new ClaimBills(found.conditions());
    Map<String, String> diagnoses = new HashMap<>();
    found.claims().forEach(other -> diagnoses.put(ClaimBills.visit(other), bills.main(other)));
    diagnoses.put(visitId, bills.main(claim));
    Stay stay = Stays.inpatient(visit) ? stay(owner, visit, bills.main(claim)) : null;
    LocalDate from = stay == null || stay.from() == null ? first : earlier(first, stay.from());
    List<Stay> known =
        stays
            .between(
                caller,
                claim.getPatient().getReferenceElement().getIdPart(),
                from.minusDays(STAYS),
                day(lines, claim, true))
            .stream()
            .map(one -> Stays.of(one, diagnoses.get(one.getIdElement().getIdPart())))
            .toList();
    return Optional.of(
        new Read(
            claim,
            new Evidence(
                bills.bill(claim, first, level, stay),
                found.person(),
                found.claims().stream().map(other -> bills.other(other, level)).toList(),
                known)));
  }

  private static Stay stay(InsuranceCase owner, Encounter visit, String diagnosis) {
    Stay stay = Stays.of(visit, diagnosis);
    return new Stay(
        stay.visit(),
        owner.institution(),
        stay.from(),
        stay.to(),
        stay.diagnosis(),
        stay.transferred());
  }

  private record Found(
      Insured person, Encounter encounter, List<Claim> claims, Map<String, Condition> conditions) {}

  private Found read(InsuranceCase owner, Claim claim, String visitId, List<String> otherClaims) {
    Map<String, Set<String>> ids = new HashMap<>();
    ids.put("Claim", new HashSet<>(otherClaims));
    add(ids, "Patient", claim.getPatient());
    ids.computeIfAbsent("Encounter", type -> new HashSet<>()).add(visitId);
    claim.getDiagnosis().stream()
        .filter(Claim.DiagnosisComponent::hasDiagnosisReference)
        .forEach(diagnosis -> add(ids, "Condition", diagnosis.getDiagnosisReference()));
    ids.values().removeIf(Set::isEmpty);
    Insured person = new Insured(null, null, null);
    Encounter visit = null;
    List<Claim> claims = new ArrayList<>();
    Map<String, Condition> conditions = new HashMap<>();
    for (StoredResource found : store.readAll(owner.caller(), ids)) {
      switch (found.type()) {
        case "Patient" -> person = Persons.of(parsed(Patient.class, found));
        case "Encounter" -> visit = parsed(Encounter.class, found);
        case "Condition" -> conditions.put(found.id(), parsed(Condition.class, found));
        default -> claims.add(parsed(Claim.class, found));
      }
    }
    return new Found(person, visit, claims, conditions);
  }

  private static void add(Map<String, Set<String>> ids, String type, Reference reference) {
    if (type.equals(reference.getReferenceElement().getResourceType())) {
      ids.computeIfAbsent(type, one -> new HashSet<>())
          .add(reference.getReferenceElement().getIdPart());
    }
  }

  private static LocalDate day(List<ClaimedLine> lines, Claim claim, boolean last) {
    return lines.stream()
        .map(ClaimedLine::day)
        .filter(Objects::nonNull)
        .reduce((one, other) -> last == one.isAfter(other) ? one : other)
        .orElseGet(
            () ->
                claim.hasCreated()
                    ? Days.last(claim.getCreatedElement())
                    : claim.getMeta().getLastUpdated().toInstant().atZone(CHINA).toLocalDate());
  }

  private static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }

  private <R extends Resource> R parsed(Class<R> type, StoredResource found) {
    return fhir.newJsonParser().parseResource(type, found.json());
  }
}
