package org.xiangqiao.mappings.insurance.fhir;

import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.DiagnosisComponent;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;

/**
 * What a stay says of itself when it begins (入院信息), in the form of a bill, which does not exist
 * yet: medical type, diagnoses, doctor and department, complaint.
 */
public final class Admission {

  private static final String ROLE = "http://terminology.hl7.org/CodeSystem/claimcareteamrole";
  private static final String DIAGNOSIS = "http://terminology.hl7.org/CodeSystem/ex-diagnosistype";

  private Admission() {}

  /** From {@code type}, {@code diagnosis}, {@code participant}, {@code reasonCode}. */
  public static Claim of(Encounter stay) {
    Claim claim = new Claim();
    String medicalType = InsuranceSystems.dictionary("med_type");
    stay.getType().stream()
        .filter(type -> Values.code(type, medicalType) != null)
        .findFirst()
        .ifPresent(claim::setSubType);
    stay.getDiagnosis().forEach(diagnosis -> diagnosis(claim, diagnosis));
    CareTeam.Member doctor = VisitMessages.doctor(stay);
    member(claim, InsuranceSystems.STAFF, doctor.code(), doctor.name());
    VisitMessages.department(stay)
        .ifPresent(
            department ->
                member(
                    claim,
                    InsuranceSystems.DEPARTMENT,
                    department.getCode(),
                    VisitMessages.departmentName(stay)));
    if (stay.getReasonCodeFirstRep().hasText()) {
      claim
          .addSupportingInfo()
          .setCategory(
              new CodeableConcept(
                  new Coding().setSystem(InsuranceSystems.FIELD).setCode("main_cond_dscr")))
          .setValue(new StringType(stay.getReasonCodeFirstRep().getText()));
    }
    return claim;
  }

  /** The one of rank 1 is the main one. */
  private static void diagnosis(Claim claim, DiagnosisComponent diagnosis) {
    Claim.DiagnosisComponent own = claim.addDiagnosis();
    own.setSequence(claim.getDiagnosis().size());
    own.setDiagnosis(diagnosis.getCondition());
    own.addType(diagnosis.getUse());
    if (diagnosis.getRank() == 1) {
      own.addType(new CodeableConcept(new Coding().setSystem(DIAGNOSIS).setCode("principal")));
    }
  }

  private static void member(Claim claim, String system, String code, String name) {
    claim
        .addCareTeam()
        .setSequence(claim.getCareTeam().size())
        .setProvider(
            new Reference()
                .setIdentifier(new Identifier().setSystem(system).setValue(code))
                .setDisplay(name))
        .setRole(new CodeableConcept(new Coding().setSystem(ROLE).setCode(CareTeam.ORDERS)));
  }
}
