package org.xiangqiao.integration.insurance.desk;

/**
 * What a claim or a registration is about, as far as the desk must know.
 *
 * @param institution code (定点医药机构编号)
 * @param key of a claim: system|value of its identifier; of a registration: the Encounter's id
 * @param digest of the content
 * @param coverageVersion the current one
 * @param personNumber {@code psn_no}
 */
public record ClaimFacts(
    String institution,
    String key,
    byte[] digest,
    String personNumber,
    String encounterId,
    String coverageId,
    long coverageVersion) {

  @Override
  public String toString() {
    return "ClaimFacts[" + institution + " " + encounterId + "]";
  }
}
