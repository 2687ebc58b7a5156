package org.xiangqiao.mappings.insurance.fhir;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterParticipantComponent;
import org.hl7.fhir.r4.model.Patient;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;
import org.xiangqiao.terminology.NationalIdentifier;

/** Who is insured, and the outpatient visit (门诊挂号): 1101, 2201, 2202, 2203A. */
public final class VisitMessages {

  /** 1101 人员基本信息获取. The identity card is sent when the patient has one. */
  public Payload person(Credential credential, Patient patient, DateTimeType begin) {
    String card =
        Values.identifier(patient.getIdentifier(), NationalIdentifier.IDENTITY_CARD.system());
    return Payload.of(
        "data",
        Row.builder()
            .put("mdtrt_cert_type", credential.type())
            .put("mdtrt_cert_no", credential.number())
            .put("card_sn", credential.cardSerial())
            .put("begntime", Values.time(begin))
            .put("psn_cert_type", card == null ? null : "01")
            .put("certno", card)
            .put("psn_name", PersonNames.of(patient))
            .build());
  }

  /** 2201 门诊挂号. */
  public Payload register(Encounter encounter, VisitNumbers numbers, Credential credential) {
    CareTeam.Member doctor = doctor(encounter);
    Optional<Coding> department = department(encounter);
    return Payload.of(
        "data",
        Row.builder()
            .put("psn_no", numbers.person())
            .put("insutype", numbers.insuranceType())
            .put("begntime", Values.time(encounter.getPeriod().getStartElement()))
            .put("mdtrt_cert_type", credential.type())
            .put("mdtrt_cert_no", credential.number())
            .put("ipt_otp_no", outpatientNumber(encounter))
            .put("atddr_no", doctor.code())
            .put("dr_name", doctor.name())
            .put("dept_code", department.map(Coding::getCode).orElse(null))
            .put("dept_name", departmentName(encounter))
            .put(
                "caty",
                Values.code(encounter.getServiceType(), InsuranceSystems.dictionary("caty")))
            .build());
  }

  /** 2202 门诊挂号撤销. */
  public Payload undo(Encounter encounter, VisitNumbers numbers) {
    return Payload.of(
        "data",
        Row.builder()
            .put("psn_no", numbers.person())
            .put("mdtrt_id", numbers.visit())
            .put("ipt_otp_no", outpatientNumber(encounter))
            .build());
  }

  /** 2203A 门诊就诊信息上传A. */
  public Payload information(
      Encounter encounter, Claim claim, List<Condition> conditions, VisitNumbers numbers) {
    ClaimFields fields = new ClaimFields(claim);
    String begin = Values.time(encounter.getPeriod().getStartElement());
    Row visit =
        Row.builder()
            .put("mdtrt_id", numbers.visit())
            .put("psn_no", numbers.person())
            .put("med_type", fields.medicalType())
            .put("begntime", begin)
            .put("main_cond_dscr", fields.supporting("main_cond_dscr"))
            .put("dise_codg", fields.supporting("dise_codg"))
            .put("dise_name", fields.supportingName("dise_codg"))
            .build();
    return Payload.of("mdtrtinfo", visit)
        .and("diseinfo", new Diagnoses(claim, conditions, numbers, begin).rows());
  }

  /** The identifier of a visit (门诊号). */
  public static String outpatientNumber(Encounter encounter) {
    return Values.identifier(
        encounter.getIdentifier(), NationalIdentifier.OUTPATIENT_NUMBER.system());
  }

  /** The first person of the visit who has a national code. */
  static CareTeam.Member doctor(Encounter encounter) {
    return encounter.getParticipant().stream()
        .map(EncounterParticipantComponent::getIndividual)
        .filter(person -> InsuranceSystems.STAFF.equals(person.getIdentifier().getSystem()))
        .map(CareTeam::member)
        .findFirst()
        .orElse(CareTeam.Member.NONE);
  }

  static Optional<Coding> department(Encounter encounter) {
    return Values.coding(encounter.getServiceType(), InsuranceSystems.DEPARTMENT);
  }

  static String departmentName(Encounter encounter) {
    CodeableConcept service = encounter.getServiceType();
    return Values.name(service, department(encounter).orElse(null));
  }
}
