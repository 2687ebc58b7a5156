package org.xiangqiao.mappings.insurance.fhir;

import java.util.List;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Patient;
import org.xiangqiao.mappings.insurance.envelope.Institution;

/**
 * A bill that the platform is asked about (审核单据).
 *
 * @param conditions that the claim names as diagnoses
 * @param institution where the patient was treated
 * @param district of the institution
 */
public record AuditedBill(
    Patient patient,
    Encounter encounter,
    Claim claim,
    Coverage coverage,
    List<Condition> conditions,
    Institution institution,
    String district) {

  public AuditedBill {
    conditions = List.copyOf(conditions);
  }

  /** Without what names a person. */
  @Override
  public String toString() {
    return "AuditedBill[" + institution.code() + "]";
  }
}
