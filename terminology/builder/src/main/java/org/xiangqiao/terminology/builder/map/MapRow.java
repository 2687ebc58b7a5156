package org.xiangqiao.terminology.builder.map;

/**
 * One code mapped to one code.
 *
 * @param target empty when nothing of the target system fits
 * @param equivalence of FHIR's ConceptMapEquivalence: how the target relates to the source
 * @param confirmed {@code yes} or {@code no}
 * @param place file and row, for messages
 */
record MapRow(
    String source,
    String target,
    String equivalence,
    String comment,
    String confirmed,
    String place) {

  boolean isConfirmed() {
    return confirmed.equals("yes");
  }
}
