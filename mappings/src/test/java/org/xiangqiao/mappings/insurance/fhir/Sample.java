package org.xiangqiao.mappings.insurance.fhir;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.SupportingInformationComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.CoverageEligibilityRequest;
import org.hl7.fhir.r4.model.CoverageEligibilityRequest.EligibilityRequestPurpose;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.xiangqiao.mappings.hl7v2.GoldenFiles;

/** One township visit and one stay, as the EMR posts them. */
final class Sample {

  static final FhirContext FHIR = FhirContext.forR4Cached();
  static final Instant NOW = Instant.parse("2026-11-22T02:00:04Z");
  static final Credential CREDENTIAL = new Credential("02", "990101195803120211", null);
  static final DateTimeType BEGIN = new DateTimeType("2026-11-22T09:40:00+08:00");

  private Sample() {}

  static Patient patient() {
    return read(Patient.class, "patient");
  }

  static Coverage coverage() {
    return read(Coverage.class, "coverage");
  }

  static Encounter visit() {
    return read(Encounter.class, "visit");
  }

  static Claim bill() {
    return read(Claim.class, "bill");
  }

  /** The bill with what the platform's audit wants to know of an order. */
  static Claim orderedBill() {
    Claim bill = bill();
    supporting(bill, 91, "drord_dr_profttl").setCode(code("234"));
    supporting(bill, 92, "hilist_pric").setValue(new Quantity().setValue(18.6));
    supporting(bill, 93, "spec").setValue(new StringType("25mg*20"));
    bill.getItem().get(0).addInformationSequence(92).addInformationSequence(93);
    return bill;
  }

  private static SupportingInformationComponent supporting(Claim bill, int sequence, String key) {
    CodeableConcept category =
        new CodeableConcept(new Coding().setSystem(InsuranceSystems.FIELD).setCode(key));
    return bill.addSupportingInfo().setSequence(sequence).setCategory(category);
  }

  private static CodeableConcept code(String code) {
    return new CodeableConcept(new Coding().setCode(code));
  }

  static Encounter stay() {
    return read(Encounter.class, "stay");
  }

  static Condition condition() {
    return read(Condition.class, "condition");
  }

  static CoverageEligibilityRequest eligibility() {
    return read(CoverageEligibilityRequest.class, "eligibility");
  }

  /** What the person is entitled to, as an outpatient with high blood pressure. */
  static CoverageEligibilityRequest benefits() {
    CoverageEligibilityRequest request = eligibility();
    request.addPurpose(EligibilityRequestPurpose.BENEFITS);
    request
        .addItem()
        .setCategory(
            new CodeableConcept(new Coding(InsuranceSystems.dictionary("med_type"), "14", "门诊慢特病")))
        .addDiagnosis()
        .setDiagnosis(new CodeableConcept(new Coding(BenefitMessages.DISEASE, "M03900", "高血压")));
    return request;
  }

  static Claim referral() {
    return read(Claim.class, "referral");
  }

  static Claim diseaseFiling() {
    return read(Claim.class, "disease-filing");
  }

  static Claim stayBill() {
    Claim bill = bill();
    bill.getType().getCodingFirstRep().setCode("institutional");
    bill.getSubType().getCodingFirstRep().setCode("21").setDisplay("普通住院");
    return bill;
  }

  /** The stay as its coder left it, with one operation. */
  static ListedStay listedStay() {
    Encounter stay = stay();
    stay.getDiagnosisFirstRep()
        .getUse()
        .addCoding(
            new Coding("http://terminology.hl7.org/CodeSystem/diagnosis-role", "DD", "出院诊断"));
    stay.getServiceType().addCoding(new Coding(InsuranceSystems.dictionary("caty"), "A03", "内科"));
    Patient patient = patient();
    patient.addAddress().setText("青山乡石桥村二组").setPostalCode("990101");
    patient
        .addContact()
        .addRelationship(
            new CodeableConcept(new Coding(InsuranceSystems.dictionary("patn_rlts"), "1", "配偶")))
        .setName(new HumanName().setText("王秀"))
        .addTelecom(
            new ContactPoint()
                .setSystem(ContactPoint.ContactPointSystem.PHONE)
                .setValue("555-0100"));
    Claim bill = stayBill();
    return new ListedStay(
        bill,
        stay,
        patient,
        List.of(condition()),
        List.of(read(Procedure.class, "operation")),
        VisitNumbers.of(stay, coverage()),
        "S9901010000031");
  }

  /** What cashier and coder have filled in. */
  static SettlementListForm listForm() {
    return new SettlementListForm(
        Map.of(
            SettlementListForm.INVOICE_CODE,
            "99060126",
            SettlementListForm.INVOICE_NUMBER,
            "0000012345",
            SettlementListForm.CODER,
            "钱编码",
            SettlementListForm.DEPARTMENT,
            "病案室",
            "medcasno",
            "BA2026000031",
            "spga_nurscare_days",
            "0",
            "hi_paymtd",
            "3"),
        Map.of(
            "icuinfo",
            List.of(
                Map.of(
                    "scs_cutd_ward_type", "9",
                    "scs_cutd_inpool_time", "2026-11-16 08:00:00",
                    "scs_cutd_exit_time", "2026-11-16 20:00:00",
                    "scs_cutd_sum_dura", "0/12/0"))));
  }

  private static <T extends Resource> T read(Class<T> type, String name) {
    byte[] json = GoldenFiles.bytes("insurance/given/" + name + ".json");
    return FHIR.newJsonParser().parseResource(type, new String(json, StandardCharsets.UTF_8));
  }
}
