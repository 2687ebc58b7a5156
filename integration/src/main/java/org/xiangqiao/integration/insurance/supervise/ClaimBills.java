package org.xiangqiao.integration.insurance.supervise;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.DiagnosisComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Condition;
import org.xiangqiao.mappings.insurance.fhir.ClaimFields;
import org.xiangqiao.programmes.benefit.CareLevel;
import org.xiangqiao.programmes.supervision.ClaimedBill;
import org.xiangqiao.programmes.supervision.Stay;

/** Claims as the rules see bills (费用清单). */
final class ClaimBills {

  /** {@code med_type} 门诊慢特病. */
  private static final Set<String> CHRONIC = Set.of("14");

  private final Map<String, Condition> conditions;

  /**
   * @param conditions that the claim's diagnoses name, by id
   */
  ClaimBills(Map<String, Condition> conditions) {
    this.conditions = conditions;
  }

  ClaimedBill bill(Claim claim, LocalDate day, CareLevel level, Stay stay) {
    ClaimFields fields = new ClaimFields(claim);
    return new ClaimedBill(
        visit(claim),
        day,
        level,
        claim.getDiagnosis().stream().flatMap(this::codes).toList(),
        fields.supporting("dise_codg") != null
            || fields.medicalType() != null && CHRONIC.contains(fields.medicalType()),
        stay,
        new ClaimLines(claim).lines(),
        claim.getTotal().getValue());
  }

  /** Of another bill only the lines matter, and whether it is that of a stay. */
  ClaimedBill other(Claim claim, CareLevel level) {
    boolean inpatient =
        claim.getType().getCoding().stream()
            .anyMatch(coding -> "institutional".equals(coding.getCode()));
    return bill(
        claim,
        null,
        level,
        inpatient ? new Stay(visit(claim), null, null, null, null, false) : null);
  }

  /** The visit or stay; null if none is named. */
  static String visit(Claim claim) {
    return claim.getItem().stream()
        .flatMap(item -> item.getEncounter().stream())
        .filter(one -> "Encounter".equals(one.getReferenceElement().getResourceType()))
        .map(one -> one.getReferenceElement().getIdPart())
        .findFirst()
        .orElse(null);
  }

  /** Code of the diagnosis marked principal, else of the first; or null. */
  String main(Claim claim) {
    return Stream.concat(
            claim.getDiagnosis().stream().filter(ClaimBills::principal),
            claim.getDiagnosis().stream())
        .flatMap(this::codes)
        .findFirst()
        .orElse(null);
  }

  private Stream<String> codes(DiagnosisComponent diagnosis) {
    CodeableConcept concept =
        diagnosis.hasDiagnosisCodeableConcept()
            ? diagnosis.getDiagnosisCodeableConcept()
            : condition(diagnosis);
    return IcdCodes.of(concept);
  }

  private CodeableConcept condition(DiagnosisComponent diagnosis) {
    Condition named =
        diagnosis.hasDiagnosisReference()
            ? conditions.get(diagnosis.getDiagnosisReference().getReferenceElement().getIdPart())
            : null;
    return named == null ? new CodeableConcept() : named.getCode();
  }

  private static boolean principal(DiagnosisComponent diagnosis) {
    return diagnosis.getType().stream()
        .flatMap(type -> type.getCoding().stream())
        .anyMatch(coding -> "principal".equals(coding.getCode()));
  }
}
