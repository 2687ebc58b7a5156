package org.xiangqiao.store;

import java.util.Set;

/**
 * The definitions (定义类资源) of {@link Caller#DEFINITIONS_TENANT}, which every county may read and
 * search beside its own: R4's canonical resources (references.html#canonical) and NamingSystem. A
 * county's own resource of the same type and id stands before the shared one.
 */
public final class SharedDefinitions {

  private static final Set<String> TYPES =
      Set.of(
          "ActivityDefinition",
          "CapabilityStatement",
          "ChargeItemDefinition",
          "CodeSystem",
          "CompartmentDefinition",
          "ConceptMap",
          "EventDefinition",
          "GraphDefinition",
          "ImplementationGuide",
          "Library",
          "Measure",
          "MessageDefinition",
          "NamingSystem",
          "OperationDefinition",
          "PlanDefinition",
          "Questionnaire",
          "SearchParameter",
          "StructureDefinition",
          "StructureMap",
          "TerminologyCapabilities",
          "ValueSet");

  private SharedDefinitions() {}

  /** Whether resources of a type are shared at all. */
  public static boolean are(String type) {
    return TYPES.contains(type);
  }

  /** Whether a tenant sees resources of a type that are not his own. */
  public static boolean reach(int tenantId, String type) {
    return tenantId != Caller.DEFINITIONS_TENANT && are(type);
  }
}
