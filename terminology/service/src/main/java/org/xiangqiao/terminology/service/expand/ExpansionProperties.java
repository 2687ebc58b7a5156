package org.xiangqiao.terminology.service.expand;

import java.util.LinkedHashMap;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeSystem.PropertyComponent;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.r4.model.UriType;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionComponent;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionContainsComponent;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.Concept.Property;
import org.xiangqiao.terminology.service.property.ConceptStatus;

/**
 * Properties in an expansion: R5's {@code expansion.property} and {@code contains.property}, in R4
 * as the extensions that R5 defines for that.
 */
final class ExpansionProperties {

  private static final String EXPANSION =
      "http://hl7.org/fhir/5.0/StructureDefinition/extension-ValueSet.expansion.property";
  private static final String CONTAINS =
      "http://hl7.org/fhir/5.0/StructureDefinition/extension-ValueSet.expansion.contains.property";
  private static final String STANDARD = "http://hl7.org/fhir/concept-properties#";

  /** Extensions of code systems and value sets that are told as properties. */
  private static final Map<String, String> AS_PROPERTIES =
      Map.of(
          "http://hl7.org/fhir/StructureDefinition/codesystem-label", "label",
          "http://hl7.org/fhir/StructureDefinition/valueset-label", "label",
          "http://hl7.org/fhir/StructureDefinition/codesystem-conceptOrder", "order",
          "http://hl7.org/fhir/StructureDefinition/valueset-conceptOrder", "order",
          "http://hl7.org/fhir/StructureDefinition/itemWeight", "weight");

  private final Map<String, String> defined = new LinkedHashMap<>();

  /** Whatever the caller asks for. */
  void always(Member member, ValueSetExpansionContainsComponent contains) {
    String status = ConceptStatus.of(member.concept());
    if (status == null && ConceptStatus.deprecated(member.concept())) {
      status = "deprecated";
    }
    if (status != null && !status.equalsIgnoreCase("active")) {
      add(contains, "status", STANDARD + "status", new CodeType(status));
    }
    for (Property property : member.concept().properties()) {
      fromExtension(contains, property.code(), property.value());
    }
    if (member.listed() != null) {
      member
          .listed()
          .getExtension()
          .forEach(each -> fromExtension(contains, each.getUrl(), each.getValue()));
    }
  }

  private void fromExtension(ValueSetExpansionContainsComponent contains, String url, Type value) {
    String code = AS_PROPERTIES.get(url);
    if (code != null && value != null) {
      Type told = code.equals("label") ? value : new DecimalType(value.primitiveValue());
      add(contains, code, STANDARD + (code.equals("weight") ? "itemWeight" : code), told);
    }
  }

  /** One that the caller asks for. */
  void asked(Member member, String code, ValueSetExpansionContainsComponent contains) {
    if (code.equals("definition")) {
      if (member.concept().definition() != null) {
        add(contains, code, STANDARD + code, new StringType(member.concept().definition()));
      }
      return;
    }
    for (Property property : member.concept().properties()) {
      if (property.code().equals(code)) {
        add(contains, code, address(member.system(), code), property.value());
      }
    }
  }

  private static String address(CodeSystemContent system, String code) {
    return system.about().getProperty().stream()
        .filter(each -> code.equals(each.getCode()))
        .map(PropertyComponent::getUri)
        .filter(java.util.Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private void add(
      ValueSetExpansionContainsComponent contains, String code, String address, Type value) {
    if (address != null) {
      defined.putIfAbsent(code, address);
    }
    for (Extension each : contains.getExtensionsByUrl(CONTAINS)) {
      if (code.equals(each.getExtensionByUrl("code").getValue().primitiveValue())) {
        each.getExtensionByUrl("value").setValue(value);
        return;
      }
    }
    Extension extension = contains.addExtension().setUrl(CONTAINS);
    extension.addExtension("code", new CodeType(code));
    extension.addExtension("value", value);
  }

  void define(ValueSetExpansionComponent expansion) {
    defined.forEach(
        (code, address) -> {
          Extension extension = expansion.addExtension().setUrl(EXPANSION);
          extension.addExtension("code", new CodeType(code));
          extension.addExtension("uri", new UriType(address));
        });
  }
}
