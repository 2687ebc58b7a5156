package org.xiangqiao.mappings.insurance.fhir;

import java.math.BigDecimal;
import java.util.Optional;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.Claim.SupportingInformationComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.StringType;

/** What a claim says about the whole bill, by the platform's keys; {@code null} when absent. */
public final class ClaimFields {

  private final Claim claim;

  public ClaimFields(Claim claim) {
    this.claim = claim;
  }

  String batch() {
    return text(claim.getExtensionByUrl(InsuranceSystems.extension("charge-batch")));
  }

  public String medicalType() {
    return Values.code(claim.getSubType(), InsuranceSystems.dictionary("med_type"));
  }

  BigDecimal total() {
    return Values.exact(claim.getTotal().getValue());
  }

  String prescription() {
    return claim.getPrescription().getIdentifier().getValue();
  }

  /** A code or text of {@code supportingInfo} whose category is the key. */
  public String supporting(String key) {
    return info(key)
        .map(
            info ->
                info.hasCode()
                    ? info.getCode().getCodingFirstRep().getCode()
                    : info.getValue() instanceof StringType text ? text.getValue() : null)
        .orElse(null);
  }

  /** As {@code supporting} of a claim's own: null when absent. */
  public static String supporting(Claim claim, String key) {
    return new ClaimFields(claim).supporting(key);
  }

  /** The name beside that code. */
  String supportingName(String key) {
    return info(key)
        .map(SupportingInformationComponent::getCode)
        .map(code -> Values.name(code, code.getCodingFirstRep()))
        .orElse(null);
  }

  public static String lineNumber(ItemComponent item) {
    return text(item.getExtensionByUrl(InsuranceSystems.extension("fee-line-number")));
  }

  /** R4 has a day only: the time is an extension. */
  static String chargedAt(ItemComponent item) {
    Extension time = item.getExtensionByUrl(InsuranceSystems.extension("charged-at"));
    if (time != null && time.getValue() instanceof DateTimeType moment) {
      return Values.time(moment);
    }
    return item.hasServicedDateType() ? Values.time(item.getServicedDateType()) : null;
  }

  /** A flag of a line: a modifier whose system is the flag's dictionary. */
  public static String flag(ItemComponent item, String key) {
    return item.getModifier().stream()
        .map(modifier -> Values.code(modifier, InsuranceSystems.dictionary(key)))
        .filter(code -> code != null)
        .findFirst()
        .orElse(null);
  }

  public static String nationalItem(ItemComponent item) {
    return Values.code(item.getProductOrService(), InsuranceSystems.ITEM);
  }

  /** The EMR's own code: the first that is not the national one. */
  static String localItem(ItemComponent item) {
    return item.getProductOrService().getCoding().stream()
        .filter(coding -> !InsuranceSystems.ITEM.equals(coding.getSystem()))
        .map(Coding::getCode)
        .findFirst()
        .orElse(null);
  }

  private Optional<SupportingInformationComponent> info(String key) {
    return claim.getSupportingInfo().stream()
        .filter(info -> key.equals(category(info.getCategory())))
        .findFirst();
  }

  private static String category(CodeableConcept category) {
    return Values.code(category, InsuranceSystems.FIELD);
  }

  private static String text(Extension extension) {
    return extension != null && extension.getValue() instanceof StringType text
        ? text.getValue()
        : null;
  }
}
