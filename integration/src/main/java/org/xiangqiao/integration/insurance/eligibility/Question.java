package org.xiangqiao.integration.insurance.eligibility;

import org.hl7.fhir.r4.model.CoverageEligibilityRequest;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Patient;
import org.xiangqiao.integration.insurance.platform.Counter;
import org.xiangqiao.mappings.insurance.fhir.Credential;

/**
 * What a counter wants to know, with what the platform must know for it. Lives in memory only.
 *
 * @param institution whose line is used
 * @param begin when the care begins
 * @param benefits whether entitlements are asked for too
 */
record Question(
    CoverageEligibilityRequest request,
    Patient patient,
    String institution,
    DateTimeType begin,
    boolean benefits,
    Credential credential,
    Counter counter) {

  /** Without anything that names a person. */
  @Override
  public String toString() {
    return "Question[" + institution + "]";
  }
}
