package org.xiangqiao.mappings.insurance.fhir;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.DiagnosisComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.xiangqiao.mappings.insurance.envelope.Row;

/**
 * Diagnoses (诊断, node {@code diseinfo}) of 2203A, 2401 and 2402, from {@code Claim.diagnosis}; a
 * reference is looked up among the visit's conditions.
 */
final class Diagnoses {

  private static final String PRINCIPAL = "principal";

  private final Claim claim;
  private final List<Condition> conditions;
  private final VisitNumbers numbers;
  private final String otherwise;

  /**
   * @param otherwise time of a diagnosis without its own
   */
  Diagnoses(Claim claim, List<Condition> conditions, VisitNumbers numbers, String otherwise) {
    this.claim = claim;
    this.conditions = conditions;
    this.numbers = numbers;
    this.otherwise = otherwise;
  }

  List<Row> rows() {
    return claim.getDiagnosis().stream().map(this::row).toList();
  }

  /** The one marked principal, else the first. */
  Optional<DiagnosisComponent> main() {
    return claim.getDiagnosis().stream()
        .filter(Diagnoses::principal)
        .findFirst()
        .or(() -> claim.getDiagnosis().stream().findFirst());
  }

  Coding coding(DiagnosisComponent diagnosis) {
    return concept(diagnosis).getCodingFirstRep();
  }

  String name(DiagnosisComponent diagnosis) {
    return Values.name(concept(diagnosis), coding(diagnosis));
  }

  private Row row(DiagnosisComponent diagnosis) {
    CareTeam team = new CareTeam(claim);
    CareTeam.Member doctor = team.of(CareTeam.ORDERS, InsuranceSystems.STAFF);
    CareTeam.Member department = team.of(CareTeam.ORDERS, InsuranceSystems.DEPARTMENT);
    return Row.builder()
        .put("psn_no", numbers.person())
        .put("diag_type", kind(diagnosis))
        .put("maindiag_flag", main().filter(diagnosis::equals).isPresent() ? "1" : "0")
        .put("diag_srt_no", BigDecimal.valueOf(diagnosis.getSequence()))
        .put("diag_code", coding(diagnosis).getCode())
        .put("diag_name", name(diagnosis))
        .put("diag_dept", department.code())
        .put("dise_dor_no", doctor.code())
        .put("dise_dor_name", doctor.name())
        .put("diag_time", time(diagnosis))
        .put("mdtrt_id", numbers.visit())
        .put("vali_flag", "1")
        .build();
  }

  private String time(DiagnosisComponent diagnosis) {
    return condition(diagnosis)
        .filter(Condition::hasRecordedDate)
        .map(condition -> Values.time(condition.getRecordedDateElement()))
        .orElse(otherwise);
  }

  private CodeableConcept concept(DiagnosisComponent diagnosis) {
    return diagnosis.hasDiagnosisCodeableConcept()
        ? diagnosis.getDiagnosisCodeableConcept()
        : condition(diagnosis).map(Condition::getCode).orElseGet(CodeableConcept::new);
  }

  private Optional<Condition> condition(DiagnosisComponent diagnosis) {
    if (!diagnosis.hasDiagnosisReference()) {
      return Optional.empty();
    }
    String id = diagnosis.getDiagnosisReference().getReferenceElement().getIdPart();
    return conditions.stream()
        .filter(condition -> condition.getIdElement().getIdPart() != null)
        .filter(condition -> condition.getIdElement().getIdPart().equals(id))
        .findFirst();
  }

  static String kind(DiagnosisComponent diagnosis) {
    return diagnosis.getType().stream()
        .map(type -> Values.code(type, InsuranceSystems.dictionary("diag_type")))
        .filter(code -> code != null)
        .findFirst()
        .orElse(null);
  }

  private static boolean principal(DiagnosisComponent diagnosis) {
    return diagnosis.getType().stream()
        .flatMap(type -> type.getCoding().stream())
        .anyMatch(coding -> PRINCIPAL.equals(coding.getCode()));
  }
}
