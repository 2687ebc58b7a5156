package org.xiangqiao.terminology.validation.compile;

import java.util.List;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.ElementDefinition.TypeRefComponent;
import org.hl7.fhir.r4.model.Extension;

/** Codes of types as definitions write them (R4 elementdefinition-definitions.html#type.code). */
final class TypeCodes {

  private static final String SYSTEM = "http://hl7.org/fhirpath/System.";
  private static final String FHIR_TYPE =
      "http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type";

  private TypeCodes() {}

  /** Ids and URLs are of FHIRPath's own types and say beside it which FHIR type that is. */
  static String of(TypeRefComponent type) {
    String code = type.getCode();
    if (code == null || !code.startsWith(SYSTEM)) {
      return code;
    }
    Extension real = type.getExtensionByUrl(FHIR_TYPE);
    return real != null && real.getValue() != null ? real.getValue().primitiveValue() : "string";
  }

  static List<String> of(ElementDefinition element) {
    return element.getType().stream().map(TypeCodes::of).toList();
  }
}
