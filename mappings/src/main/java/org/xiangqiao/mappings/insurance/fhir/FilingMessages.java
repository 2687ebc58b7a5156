package org.xiangqiao.mappings.insurance.fhir;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.DiagnosisComponent;
import org.hl7.fhir.r4.model.Claim.SupportingInformationComponent;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Patient;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;

/**
 * Filings in advance (备案): referral (转院备案) 2501, chronic or special disease (慢特病备案) 2503, their
 * cancels 2502 and 2504, and the question for the latter, 5301. R4 Claim of use preauthorization.
 */
public final class FilingMessages {

  /** {@code memo} of a cancel; the platform wants one. */
  static final String CANCELLED = "撤销备案";

  private static final String DATA = "data";

  /** Whether the claim files a referral: it says its kind. */
  public static boolean refers(Claim claim) {
    return ClaimFields.supporting(claim, "refl_type") != null;
  }

  /** Whether the claim files a chronic or special disease: it says which. */
  public static boolean filesDisease(Claim claim) {
    return ClaimFields.supporting(claim, "opsp_dise_code") != null;
  }

  /** 2501 转院备案. */
  public Payload refer(
      Claim claim, Coverage coverage, Patient patient, List<Condition> conditions) {
    ClaimFields fields = new ClaimFields(claim);
    VisitNumbers numbers = VisitNumbers.of((String) null, coverage);
    Diagnoses diagnoses = new Diagnoses(claim, conditions, numbers, null);
    Optional<DiagnosisComponent> main = diagnoses.main();
    return Payload.of(
        "refmedin",
        Row.builder()
            .put("psn_no", numbers.person())
            .put("insutype", numbers.insuranceType())
            .put("tel", telephone(patient))
            .put("addr", address(patient))
            .put("insu_optins", district(coverage))
            .put("diag_code", main.map(one -> diagnoses.coding(one).getCode()).orElse(null))
            .put("diag_name", main.map(diagnoses::name).orElse(null))
            .put("dise_cond_dscr", fields.supporting("dise_cond_dscr"))
            .put("reflin_medins_no", claim.getFacility().getIdentifier().getValue())
            .put("reflin_medins_name", claim.getFacility().getDisplay())
            .put("mdtrtarea_admdvs", fields.supporting("mdtrtarea_admdvs"))
            .put("hosp_agre_refl_flag", fields.supporting("hosp_agre_refl_flag"))
            .put("refl_type", fields.supporting("refl_type"))
            .put("refl_date", day(claim, "refl_date"))
            .put("refl_rea", fields.supporting("refl_rea"))
            .put("refl_opnn", fields.supporting("refl_opnn"))
            .put("begndate", Values.date(claim.getBillablePeriod().getStartElement()))
            .put("enddate", Values.date(claim.getBillablePeriod().getEndElement()))
            .build());
  }

  /** 2503 人员慢特病备案. */
  public Payload fileDisease(Claim claim, Coverage coverage, Patient patient) {
    ClaimFields fields = new ClaimFields(claim);
    VisitNumbers numbers = VisitNumbers.of((String) null, coverage);
    CareTeam.Member doctor = new CareTeam(claim).of(CareTeam.ORDERS, InsuranceSystems.STAFF);
    return Payload.of(
        DATA,
        Row.builder()
            .put("psn_no", numbers.person())
            .put("insutype", numbers.insuranceType())
            .put("opsp_dise_code", fields.supporting("opsp_dise_code"))
            .put("opsp_dise_name", fields.supportingName("opsp_dise_code"))
            .put("tel", telephone(patient))
            .put("addr", address(patient))
            .put("insu_optins", district(coverage))
            .put("ide_fixmedins_no", claim.getFacility().getIdentifier().getValue())
            .put("ide_fixmedins_name", claim.getFacility().getDisplay())
            .put("hosp_ide_date", day(claim, "hosp_ide_date"))
            .put("diag_dr_codg", doctor.code())
            .put("diag_dr_name", doctor.name())
            .put("begndate", Values.date(claim.getBillablePeriod().getStartElement()))
            .put("enddate", Values.date(claim.getBillablePeriod().getEndElement()))
            .build());
  }

  /**
   * 2502 转院备案撤销, 2504 人员慢特病备案撤销.
   *
   * @param number of the filing, {@code trt_dcla_detl_sn}
   */
  public Payload cancel(String number, Coverage coverage) {
    return Payload.of(
        DATA,
        Row.builder()
            .put("trt_dcla_detl_sn", number)
            .put("psn_no", coverage.getSubscriberId())
            .put("memo", CANCELLED)
            .build());
  }

  /** 5301 人员慢特病备案查询. */
  public Payload diseases(Coverage coverage) {
    return Payload.of(DATA, Row.builder().put("psn_no", coverage.getSubscriberId()).build());
  }

  private static String district(Coverage coverage) {
    return coverage.getPayorFirstRep().getIdentifier().getValue();
  }

  /**
   * @param patient null if it is not known
   */
  private static String telephone(Patient patient) {
    return patient == null
        ? null
        : patient.getTelecom().stream()
            .filter(contact -> contact.getSystem() == ContactPointSystem.PHONE)
            .map(ContactPoint::getValue)
            .findFirst()
            .orElse(null);
  }

  private static String address(Patient patient) {
    return patient == null || !patient.hasAddress() ? null : patient.getAddressFirstRep().getText();
  }

  /** A day of {@code supportingInfo} whose category is the key. */
  private static String day(Claim claim, String key) {
    return claim.getSupportingInfo().stream()
        .filter(info -> key.equals(Values.code(info.getCategory(), InsuranceSystems.FIELD)))
        .filter(SupportingInformationComponent::hasTimingDateType)
        .map(SupportingInformationComponent::getTimingDateType)
        .map(DateType::asStringValue)
        .filter(text -> text.length() == "2026-01-01".length())
        .findFirst()
        .orElse(null);
  }
}
