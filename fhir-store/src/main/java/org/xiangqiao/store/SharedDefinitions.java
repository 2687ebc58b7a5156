package org.xiangqiao.store;

import java.util.List;
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

  /** Whether a tenant sees resources of a type that are not his own. */
  public static boolean reach(int tenantId, String type) {
    return tenantId != Caller.DEFINITIONS_TENANT && TYPES.contains(type);
  }

  /** The tenants whose resources of a type a tenant sees, his own first. */
  public static List<Integer> tenants(int tenantId, String type) {
    return reach(tenantId, type) ? List.of(tenantId, Caller.DEFINITIONS_TENANT) : List.of(tenantId);
  }
}
