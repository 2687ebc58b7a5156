package org.xiangqiao.integration.insurance.desk;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.Coverage;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.fhir.SettlementAnswer;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoredResource;

/** Bodies of answers (结算结果): queued, settled, or as they were. R4 ClaimResponse. */
public final class AnswerBodies {

  private final FhirStore store;
  private final FhirContext fhir;
  private final SettlementAnswer mapping;
  private final Clock clock;

  public AnswerBodies(FhirStore store, FhirContext fhir, SettlementAnswer mapping, Clock clock) {
    this.store = store;
    this.fhir = fhir;
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

  /** What a stay costs so far. */
  ClaimResponse uploaded(InsuranceCase claim, Payload details) {
    ClaimResponse response =
        mapping.uploaded(claim(claim), coverage(claim), details.rows("result"), clock.instant());
    response.setId(claim.responseId());
    return response;
  }

  Coverage coverage(InsuranceCase claim) {
    return fhir.newJsonParser()
        .parseResource(Coverage.class, stored(claim, "Coverage", claim.coverageId()).json());
  }

  Claim claim(InsuranceCase claim) {
    return fhir.newJsonParser()
        .parseResource(Claim.class, stored(claim, "Claim", claim.resourceId()).json());
  }

  /** The answer as it was before the claim was taken up again. */
  ClaimResponse before(InsuranceCase claim) {
    String json = stored(claim, "ClaimResponse", claim.responseId()).json();
    return fhir.newJsonParser().parseResource(ClaimResponse.class, json);
  }

  private StoredResource stored(InsuranceCase claim, String type, String id) {
    return store
        .read(claim.caller(), type, id)
        .filter(found -> !found.deleted())
        .orElseThrow(() -> new DeskException(DeskException.Reason.UNKNOWN, type, id));
  }
}
