package org.xiangqiao.mappings.insurance.fhir;

import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.CoverageEligibilityRequest;
import org.hl7.fhir.r4.model.DateTimeType;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;

/** What an insured person is entitled to: 2001 and 5301. */
public final class BenefitMessages {

  /** Diseases that are filed (门慢门特病种), as 5301 answers them and 2001 asks for them. */
  static final String DISEASE = InsuranceSystems.dictionary("opsp_dise_code");

  /**
   * 2001 人员待遇享受检查: of one insurance, for the kind of care and the disease that the request names.
   *
   * @param insurance a row of {@code insuinfo} of 1101
   */
  public Payload entitlement(
      CoverageEligibilityRequest request,
      String person,
      Row insurance,
      String institution,
      DateTimeType begin) {
    Coding disease = disease(request);
    return Payload.of(
        "data",
        Row.builder()
            .put("psn_no", person)
            .put("insutype", insurance.text("insutype").orElse(null))
            .put("fixmedins_code", institution)
            .put("med_type", medicalType(request))
            .put("begntime", Values.time(begin))
            .put("dise_codg", disease == null ? null : disease.getCode())
            .put("dise_name", disease == null ? null : disease.getDisplay())
            .build());
  }

  /** 5301 人员慢特病备案查询. */
  public Payload diseases(String person) {
    return Payload.of("data", Row.builder().put("psn_no", person).build());
  }

  /** 5206 人员累计信息查询, of the whole year. */
  public Payload accumulated(String person) {
    return Payload.of("data", Row.builder().put("psn_no", person).build());
  }

  /** {@code med_type}: the category of the first item that has one; {@code null} if none has. */
  public static String medicalType(CoverageEligibilityRequest request) {
    return request.getItem().stream()
        .map(item -> Values.code(item.getCategory(), InsuranceSystems.dictionary("med_type")))
        .filter(code -> code != null)
        .findFirst()
        .orElse(null);
  }

  private static Coding disease(CoverageEligibilityRequest request) {
    return request.getItem().stream()
        .flatMap(item -> item.getDiagnosis().stream())
        .filter(diagnosis -> diagnosis.getDiagnosis() instanceof CodeableConcept)
        .flatMap(
            diagnosis -> Values.coding(diagnosis.getDiagnosisCodeableConcept(), DISEASE).stream())
        .findFirst()
        .orElse(null);
  }
}
