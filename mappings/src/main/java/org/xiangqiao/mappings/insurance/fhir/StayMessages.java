package org.xiangqiao.mappings.insurance.fhir;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.DiagnosisComponent;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Encounter;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;
import org.xiangqiao.terminology.NationalIdentifier;

/** The stay (住院): 2401 admission, 2403 its change, 2402 discharge, 2404 and 2405 their undoing. */
public final class StayMessages {

  /**
   * 2401 入院办理.
   *
   * @param claim of the {@link Admission} usually: no bill exists yet
   */
  public Payload admit(
      Encounter encounter,
      Claim claim,
      List<Condition> conditions,
      VisitNumbers numbers,
      Credential credential) {
    Diagnoses diagnoses = new Diagnoses(claim, conditions, numbers, begin(encounter));
    Row.Builder stay =
        Row.builder()
            .put("psn_no", numbers.person())
            .put("insutype", numbers.insuranceType())
            .put("begntime", begin(encounter))
            .put("mdtrt_cert_type", credential.type())
            .put("mdtrt_cert_no", credential.number())
            .put("med_type", new ClaimFields(claim).medicalType())
            .put("ipt_no", inpatientNumber(encounter));
    return Payload.of("mdtrtinfo", admission(stay, encounter, claim, diagnoses))
        .and("diseinfo", diagnoses.rows());
  }

  /** 2403 住院信息变更; as {@link #admit}, without the credential's number. */
  public Payload change(
      Encounter encounter,
      Claim claim,
      List<Condition> conditions,
      VisitNumbers numbers,
      Credential credential) {
    Diagnoses diagnoses = new Diagnoses(claim, conditions, numbers, begin(encounter));
    Row.Builder stay =
        Row.builder()
            .put("mdtrt_id", numbers.visit())
            .put("psn_no", numbers.person())
            .put("begntime", begin(encounter))
            .put("mdtrt_cert_type", credential.type())
            .put("med_type", new ClaimFields(claim).medicalType())
            .put("ipt_otp_no", inpatientNumber(encounter));
    return Payload.of("adminfo", admission(stay, encounter, claim, diagnoses))
        .and("diseinfo", diagnoses.rows());
  }

  /** 2402 出院办理. */
  public Payload discharge(
      Encounter encounter, Claim claim, List<Condition> conditions, VisitNumbers numbers) {
    ClaimFields fields = new ClaimFields(claim);
    String end = Values.time(encounter.getPeriod().getEndElement());
    Row stay =
        Row.builder()
            .put("mdtrt_id", numbers.visit())
            .put("psn_no", numbers.person())
            .put("insutype", numbers.insuranceType())
            .put("endtime", end)
            .put("dise_codg", fields.supporting("dise_codg"))
            .put("dise_name", fields.supportingName("dise_codg"))
            .put(
                "dscg_dept_codg",
                VisitMessages.department(encounter).map(Coding::getCode).orElse(null))
            .put("dscg_dept_name", VisitMessages.departmentName(encounter))
            .put("dscg_bed", bed(encounter))
            .put(
                "dscg_way",
                Values.code(
                    encounter.getHospitalization().getDischargeDisposition(),
                    InsuranceSystems.dictionary("dscg_way")))
            .build();
    return Payload.of("dscginfo", stay)
        .and("diseinfo", new Diagnoses(claim, conditions, numbers, end).rows());
  }

  /** 2404 入院撤销 and 2405 出院撤销. */
  public Payload undo(VisitNumbers numbers) {
    return Payload.of(
        "data",
        Row.builder().put("mdtrt_id", numbers.visit()).put("psn_no", numbers.person()).build());
  }

  private static Row admission(
      Row.Builder stay, Encounter encounter, Claim claim, Diagnoses diagnoses) {
    ClaimFields fields = new ClaimFields(claim);
    Optional<DiagnosisComponent> main = diagnoses.main();
    CareTeam.Member doctor = VisitMessages.doctor(encounter);
    return stay.put("atddr_no", doctor.code())
        .put("chfpdr_name", doctor.name())
        .put("adm_diag_dscr", main.map(diagnoses::name).orElse(null))
        .put("adm_dept_codg", VisitMessages.department(encounter).map(Coding::getCode).orElse(null))
        .put("adm_dept_name", VisitMessages.departmentName(encounter))
        .put("adm_bed", bed(encounter))
        .put("dscg_maindiag_code", main.map(diagnoses::coding).map(Coding::getCode).orElse(null))
        .put("dscg_maindiag_name", main.map(diagnoses::name).orElse(null))
        .put("main_cond_dscr", fields.supporting("main_cond_dscr"))
        .put("dise_codg", fields.supporting("dise_codg"))
        .put("dise_name", fields.supportingName("dise_codg"))
        .build();
  }

  private static String begin(Encounter encounter) {
    return Values.time(encounter.getPeriod().getStartElement());
  }

  /** The identifier of a stay (住院号). */
  public static String inpatientNumber(Encounter encounter) {
    return Values.identifier(
        encounter.getIdentifier(), NationalIdentifier.INPATIENT_NUMBER.system());
  }

  /** The display of the last place: the bed (床位). */
  static String bed(Encounter encounter) {
    return encounter.hasLocation()
        ? encounter.getLocation().get(encounter.getLocation().size() - 1).getLocation().getDisplay()
        : null;
  }
}
