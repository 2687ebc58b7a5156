package org.xiangqiao.integration.insurance.supervise;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.xiangqiao.mappings.insurance.fhir.InsuranceSystems;

/**
 * The ICD-10 codes of a diagnosis (疾病诊断编码), beginning with a capital. Codes of Chinese medicine
 * (中医病证) and an EMR's own say nothing to the rules, however much they resemble them.
 */
final class IcdCodes {

  private static final Set<String> SYSTEMS =
      Set.of(
          InsuranceSystems.DIAGNOSIS,
          "http://hl7.org/fhir/sid/icd-10",
          "urn:oid:2.16.156.10011.2.3.3.11");

  private IcdCodes() {}

  /** A code without a system is taken for one. */
  static Stream<String> of(CodeableConcept diagnosis) {
    return diagnosis.getCoding().stream()
        .filter(coding -> !coding.hasSystem() || SYSTEMS.contains(coding.getSystem()))
        .filter(Coding::hasCode)
        .map(coding -> capital(coding.getCode().strip()))
        .filter(code -> !code.isEmpty())
        .distinct();
  }

  /** Of the first letter only: the x of longer national codes is a small one. */
  private static String capital(String code) {
    return code.isEmpty()
        ? code
        : code.substring(0, 1).toUpperCase(Locale.ROOT) + code.substring(1);
  }
}
