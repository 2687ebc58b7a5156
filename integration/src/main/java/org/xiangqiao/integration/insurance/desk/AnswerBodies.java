package org.xiangqiao.integration.insurance.desk;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.papers.CasePapers;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.fhir.FilingAnswer;
import org.xiangqiao.mappings.insurance.fhir.SettlementAnswer;
import org.xiangqiao.store.FhirStore;

/** Bodies of answers (结算结果): queued, settled, or as they were. R4 ClaimResponse. */
public final class AnswerBodies {

  private final FhirStore store;
  private final FhirContext fhir;
  private final CasePapers papers;
  private final SettlementAnswer mapping;
  private final Clock clock;

  public AnswerBodies(
      FhirStore store, FhirContext fhir, CasePapers papers, SettlementAnswer mapping, Clock clock) {
    this.store = store;
    this.fhir = fhir;
    this.papers = papers;
    this.mapping = mapping;
    this.clock = clock;
  }

  /**
   * @param claim with the id under which the answer refers to it
   */
  ClaimResponse of(Claim claim, Coverage coverage) {
    return mapping.queued(claim, coverage, clock.instant());
  }

  /** The answer's next version, when a claim is taken up again. */
  ClaimResponse again(InsuranceCase claim) {
    ClaimResponse response = of(claim(claim), coverage(claim));
    response.setId(claim.responseId());
    return response;
  }

  /** What the platform settled. */
  ClaimResponse settled(InsuranceCase claim, Payload settlement, Payload details) {
    ClaimResponse response =
        mapping.settled(
            claim(claim), coverage(claim), settlement, details.rows("result"), clock.instant());
    response.setId(claim.responseId());
    return response;
  }

  /**
   * On file.
   *
   * @param number null if it is not known
   */
  ClaimResponse filed(InsuranceCase filing, String number) {
    ClaimResponse response =
        new FilingAnswer(mapping).filed(claim(filing), coverage(filing), number, clock.instant());
    response.setId(filing.responseId());
    return response;
  }

  /** What a stay costs so far. */
  ClaimResponse uploaded(InsuranceCase claim, Payload details) {
    ClaimResponse response =
        mapping.uploaded(claim(claim), coverage(claim), details.rows("result"), clock.instant());
    response.setId(claim.responseId());
    return response;
  }

  Coverage coverage(InsuranceCase claim) {
    return papers.coverage(claim).orElseThrow(() -> gone("Coverage", claim.coverageId()));
  }

  Claim claim(InsuranceCase claim) {
    return papers.claim(claim).orElseThrow(() -> gone("Claim", claim.resourceId()));
  }

  /** Numbers of the person (编号、证件号、电话), which texts may repeat. */
  List<String> numbers(InsuranceCase about) {
    List<String> numbers = new ArrayList<>();
    Coverage coverage = coverage(about);
    numbers.add(coverage.getSubscriberId());
    coverage.getIdentifier().forEach(identifier -> numbers.add(identifier.getValue()));
    Set<String> patients = new LinkedHashSet<>();
    patient(coverage.getBeneficiary()).ifPresent(patients::add);
    if (about.kind() == InsuranceCase.Kind.CLAIM) {
      patient(claim(about).getPatient()).ifPresent(patients::add);
    }
    for (String id : patients) {
      store
          .read(about.caller(), "Patient", id)
          .filter(found -> !found.deleted())
          .map(found -> fhir.newJsonParser().parseResource(Patient.class, found.json()))
          .ifPresent(
              found -> {
                found.getIdentifier().forEach(identifier -> numbers.add(identifier.getValue()));
                found.getTelecom().forEach(contact -> numbers.add(contact.getValue()));
              });
    }
    return numbers;
  }

  private static Optional<String> patient(Reference named) {
    IIdType id = named.getReferenceElement();
    return "Patient".equals(id.getResourceType())
        ? Optional.ofNullable(id.getIdPart())
        : Optional.empty();
  }

  /** The answer as it was before the claim was taken up again. */
  ClaimResponse before(InsuranceCase claim) {
    return store
        .read(claim.caller(), "ClaimResponse", claim.responseId())
        .filter(found -> !found.deleted())
        .map(found -> fhir.newJsonParser().parseResource(ClaimResponse.class, found.json()))
        .orElseThrow(() -> gone("ClaimResponse", claim.responseId()));
  }

  private static DeskException gone(String type, String id) {
    return new DeskException(DeskException.Reason.UNKNOWN, type, id);
  }
}
