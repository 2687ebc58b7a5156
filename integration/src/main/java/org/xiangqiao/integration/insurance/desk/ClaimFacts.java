package org.xiangqiao.integration.insurance.desk;

import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Encounter;
import org.xiangqiao.integration.insurance.step.Care;

/**
 * What a claim or a registration is about, as far as the desk must know.
 *
 * @param institution code (定点医药机构编号)
 * @param clinic village clinic (村卫生室) of a visit; null at the institution itself
 * @param care whether it is about a visit or a stay
 * @param key of a claim: system|value of its identifier; of a registration: the Encounter's id
 * @param digest of the content
 * @param coverageVersion the current one
 * @param personNumber {@code psn_no}
 * @param sources what it was read from
 */
public record ClaimFacts(
    String institution,
    String clinic,
    Care care,
    String key,
    byte[] digest,
    String personNumber,
    String encounterId,
    String coverageId,
    long coverageVersion,
    Sources sources) {

  /**
   * The resources, as they were read for this request.
   *
   * @param visit null of a filing in advance
   */
  public record Sources(Coverage coverage, Encounter visit) {}

  @Override
  public String toString() {
    return "ClaimFacts[" + institution + " " + encounterId + "]";
  }
}
