package org.xiangqiao.terminology.service.property;

import java.util.Set;
import org.xiangqiao.terminology.service.content.Concept;
import org.xiangqiao.terminology.service.content.Concept.Property;

/** The status (状态) of a concept, as its properties tell it. */
public final class ConceptStatus {

  /** FHIR extension that some code systems mark concepts with instead of a property. */
  public static final String STANDARDS_STATUS =
      "http://hl7.org/fhir/StructureDefinition/structuredefinition-standards-status";

  private static final Set<String> GONE = Set.of("inactive", "retired");

  private ConceptStatus() {}

  /** Null when nothing is told. */
  public static String of(Concept concept) {
    String status = text(concept, "status");
    if (status != null) {
      return status;
    }
    for (String named : new String[] {"deprecated", "inactive", "retired"}) {
      if ("true".equals(text(concept, named))) {
        return named;
      }
    }
    return text(concept, STANDARDS_STATUS);
  }

  /** Whether this property takes the concept out of use. */
  public static boolean inactive(PropertyRoles roles, String code, String value) {
    return roles.is(PropertyRoles.Role.INACTIVE, code) && "true".equals(value)
        || roles.is(PropertyRoles.Role.RETIRED, code) && "true".equals(value)
        || roles.is(PropertyRoles.Role.STATUS, code) && GONE.contains(value)
        || STANDARDS_STATUS.equals(code) && "withdrawn".equals(value);
  }

  public static boolean deprecated(Concept concept) {
    String status = text(concept, "status");
    return "true".equals(text(concept, "deprecated"))
        || "deprecated".equals(status)
        || "retired".equals(status);
  }

  /** Text of the first property of that code; null for none. */
  public static String text(Concept concept, String code) {
    for (Property property : concept.properties()) {
      if (property.code().equals(code)) {
        return text(property);
      }
    }
    return null;
  }

  /** A value as filters write it: a Coding by its code. */
  public static String text(Property property) {
    if (property.value() instanceof org.hl7.fhir.r4.model.Coding coding) {
      return coding.getCode();
    }
    return property.value() == null ? null : property.value().primitiveValue();
  }
}
