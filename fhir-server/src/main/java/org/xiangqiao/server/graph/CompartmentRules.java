package org.xiangqiao.server.graph;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.util.FhirTerser;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.fhirpath.FHIRPathEngine;
import org.hl7.fhir.r4.model.GraphDefinition.GraphDefinitionLinkTargetCompartmentComponent;

/**
 * Whether what a link reached keeps the rules about compartments (R4
 * graphdefinition-definitions.html#GraphDefinition.link.target.compartment).
 */
final class CompartmentRules {

  private static final String PLACE = "GraphDefinition.link.target.compartment.expression";

  private final FhirTerser terser;
  private final FHIRPathEngine paths;

  CompartmentRules(FhirContext context, FHIRPathEngine paths) {
    this.terser = context.newTerser();
    this.paths = paths;
  }

  boolean keeps(
      List<GraphDefinitionLinkTargetCompartmentComponent> rules, GraphNode from, GraphNode to) {
    return rules.stream().allMatch(rule -> keeps(rule, from, to));
  }

  private boolean keeps(
      GraphDefinitionLinkTargetCompartmentComponent rule, GraphNode from, GraphNode to) {
    String compartment = rule.getCode().toCode();
    return switch (rule.getRule()) {
      case IDENTICAL -> owners(compartment, from).equals(owners(compartment, to));
      case MATCHING -> share(owners(compartment, from), owners(compartment, to));
      case DIFFERENT -> !share(owners(compartment, from), owners(compartment, to));
      case CUSTOM -> holds(rule.getExpression(), to);
      default -> false;
    };
  }

  private static boolean share(Set<String> one, Set<String> other) {
    return one.stream().anyMatch(other::contains);
  }

  private Set<String> owners(String compartment, GraphNode node) {
    Set<String> owners = new TreeSet<>();
    if (node.stored().type().equals(compartment)) {
      owners.add(node.address());
    }
    terser
        .getCompartmentOwnersForResource(compartment, node.model(), Set.of())
        .forEach(owner -> owners.add(owner.toUnqualifiedVersionless().getValue()));
    return owners;
  }

  private boolean holds(String expression, GraphNode node) {
    try {
      return paths.evaluateToBoolean(
          node.model(), node.model(), node.model(), paths.parse(expression));
    } catch (RuntimeException failed) {
      throw GraphFaults.invalid("graph-path-failed", PLACE);
    }
  }
}
