package org.xiangqiao.integration.insurance.desk;

import org.hl7.fhir.r4.model.Claim;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.mappings.insurance.fhir.Credential;
import org.xiangqiao.store.Caller;

/** Reads what the desk must know from the resources that a request names. */
public interface FactReader {

  /**
   * @throws DeskException if the claim lacks something, or names what is not there
   */
  ClaimFacts ofClaim(Caller caller, Claim claim);

  /**
   * Of a claim that is to be quoted (预结算).
   *
   * @throws DeskException if the claim lacks something, or names what is not there
   */
  ClaimFacts ofQuote(Caller caller, Claim claim);

  /**
   * Of charges that are uploaded before the bill (费用上传).
   *
   * @throws DeskException if the claim lacks something, names what is not there or is no stay's
   */
  ClaimFacts ofCharges(Caller caller, Claim claim);

  /**
   * @throws DeskException if the visit lacks something, or is not there
   */
  ClaimFacts ofVisit(Caller caller, String encounterId, String coverageId);

  /**
   * Of the visit of a claim whose facts were read, from the same resources.
   *
   * @throws DeskException if the visit lacks something
   */
  ClaimFacts ofVisit(Caller caller, ClaimFacts claim);

  /** {@code chrg_bchno}; null if it has none. */
  String batch(Claim claim);

  /**
   * Before a visit or stay is registered.
   *
   * @throws DeskException if it lacks what the platform wants; names the element
   */
  void registrable(InsuranceCase visit, Credential credential);
}
