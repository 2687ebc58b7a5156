package org.xiangqiao.integration.insurance.desk;

import org.hl7.fhir.r4.model.Claim;
import org.xiangqiao.store.Caller;

/** Reads what the desk must know of a filing in advance (备案). */
@FunctionalInterface
public interface FilingReader {

  /**
   * @throws DeskException if the claim lacks something, or names what is not there
   */
  ClaimFacts ofFiling(Caller caller, Claim claim);
}
