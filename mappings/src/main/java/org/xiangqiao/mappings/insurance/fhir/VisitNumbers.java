package org.xiangqiao.mappings.insurance.fhir;

import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Encounter;

/**
 * Whose visit it is, in the platform's numbers; each {@code null} when the resources lack it.
 *
 * @param person {@code psn_no}, from {@code Coverage.subscriberId}
 * @param visit {@code mdtrt_id}, from {@code Encounter.identifier}
 * @param insuranceType {@code insutype}, from {@code Coverage.type}
 */
public record VisitNumbers(String person, String visit, String insuranceType) {

  public static VisitNumbers of(Encounter encounter, Coverage coverage) {
    return of(Values.identifier(encounter.getIdentifier(), InsuranceSystems.VISIT), coverage);
  }

  /** With the visit's number as the platform told it. */
  public static VisitNumbers of(String visit, Coverage coverage) {
    return new VisitNumbers(
        coverage.getSubscriberId(),
        visit,
        Values.code(coverage.getType(), InsuranceSystems.dictionary("insutype")));
  }

  @Override
  public String toString() {
    return "VisitNumbers[" + visit + "]";
  }
}
