package org.xiangqiao.terminology.builder.profile;

import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Type;

/** A fixed or pattern value (固定值) in a few words. */
final class Values {

  private Values() {}

  static String shown(Type value) {
    if (value instanceof CodeableConcept concept) {
      return concept.getCoding().stream().map(Values::shown).collect(Collectors.joining(", "));
    }
    if (value instanceof Coding coding) {
      return "`"
          + (coding.hasSystem() ? coding.getSystem() + "#" : "")
          + (coding.hasCode() ? coding.getCode() : "")
          + "`";
    }
    return value.isPrimitive() ? "`" + value.primitiveValue() + "`" : value.fhirType();
  }
}
