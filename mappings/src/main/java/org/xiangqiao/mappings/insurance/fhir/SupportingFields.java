package org.xiangqiao.mappings.insurance.fhir;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.Claim.SupportingInformationComponent;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;

/**
 * What R4 has no element for: {@code supportingInfo} whose category is the platform's key. A line's
 * own is named by its {@code informationSequence}; the others are the whole claim's.
 */
final class SupportingFields {

  private final List<SupportingInformationComponent> all;
  private final Set<Integer> ofLines;

  SupportingFields(Claim claim) {
    this.all = claim.getSupportingInfo();
    this.ofLines =
        claim.getItem().stream()
            .flatMap(item -> item.getInformationSequence().stream())
            .map(IntegerType::getValue)
            .collect(Collectors.toSet());
  }

  /** Of the claim; {@code null} when absent. */
  String of(String key) {
    return first(key, info -> !ofLines.contains(info.getSequence()));
  }

  /** Of the line, else of the claim; {@code null} when absent. */
  String of(ItemComponent item, String key) {
    Set<Integer> named =
        item.getInformationSequence().stream()
            .map(IntegerType::getValue)
            .collect(Collectors.toSet());
    String own = first(key, info -> named.contains(info.getSequence()));
    return own == null ? of(key) : own;
  }

  private String first(String key, Predicate<SupportingInformationComponent> whose) {
    return all.stream()
        .filter(info -> key.equals(Values.code(info.getCategory(), InsuranceSystems.FIELD)))
        .filter(whose)
        .map(SupportingFields::text)
        .filter(text -> text != null)
        .findFirst()
        .orElse(null);
  }

  private static String text(SupportingInformationComponent info) {
    if (info.hasCode()) {
      return info.getCode().getCodingFirstRep().getCode();
    }
    Type value = info.getValue();
    return value instanceof StringType text
        ? text.getValue()
        : value instanceof Quantity quantity && quantity.hasValue()
            ? quantity.getValue().toPlainString()
            : null;
  }
}
