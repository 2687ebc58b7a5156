package org.xiangqiao.server.graph;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.fhirpath.ExpressionNode;
import org.hl7.fhir.r4.fhirpath.FHIRPathEngine;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.GraphDefinition;
import org.hl7.fhir.r4.model.GraphDefinition.CompartmentCode;
import org.hl7.fhir.r4.model.GraphDefinition.GraphCompartmentRule;
import org.hl7.fhir.r4.model.GraphDefinition.GraphDefinitionLinkComponent;
import org.hl7.fhir.r4.model.GraphDefinition.GraphDefinitionLinkTargetCompartmentComponent;
import org.hl7.fhir.r4.model.GraphDefinition.GraphDefinitionLinkTargetComponent;
import org.xiangqiao.server.graphql.PathExpressions;

/** From a GraphDefinition (R4 graphdefinition.html) to a plan; refuses what cannot be walked. */
final class PlanReader {

  static final String REFERENCE = "{ref}";

  private final FHIRPathEngine paths;
  private final GraphSettings limits;
  private int number;

  PlanReader(FHIRPathEngine paths, GraphSettings limits) {
    this.paths = paths;
    this.limits = limits;
  }

  /**
   * @param type of the resource that is asked about
   */
  GraphPlan read(GraphDefinition definition, String type) {
    requirePlain(definition);
    if (!type.equals(definition.getStart())) {
      throw GraphFaults.invalid(
          "graph-start", "GraphDefinition.start", definition.getStart(), type);
    }
    return new GraphPlan(type, links(definition.getLink(), "GraphDefinition", 1));
  }

  private static void requirePlain(DomainResource definition) {
    if (definition.hasModifierExtension() || definition.hasImplicitRules()) {
      throw GraphFaults.invalid("graph-modifier", "GraphDefinition");
    }
  }

  private List<GraphPlan.Link> links(
      List<GraphDefinitionLinkComponent> links, String parent, int depth) {
    if (depth > limits.maxDepth()) {
      throw GraphFaults.tooCostly("graph-too-deep", limits.maxDepth());
    }
    List<GraphPlan.Link> read = new ArrayList<>();
    for (int i = 0; i < links.size(); i++) {
      count();
      read.add(link(links.get(i), parent + ".link[" + i + "]", depth));
    }
    return List.copyOf(read);
  }

  private GraphPlan.Link link(GraphDefinitionLinkComponent link, String place, int depth) {
    if (link.hasModifierExtension()) {
      throw GraphFaults.invalid("graph-modifier", place);
    }
    if (link.hasSliceName()) {
      throw GraphFaults.invalid("graph-slice", place + ".sliceName");
    }
    ExpressionNode path = link.hasPath() ? path(link.getPath(), place + ".path") : null;
    List<GraphPlan.Target> targets = new ArrayList<>();
    for (int i = 0; i < link.getTarget().size(); i++) {
      count();
      targets.add(target(link.getTarget().get(i), place + ".target[" + i + "]", path, depth));
    }
    return new GraphPlan.Link(place, path, List.copyOf(targets));
  }

  private GraphPlan.Target target(
      GraphDefinitionLinkTargetComponent target, String place, ExpressionNode path, int depth) {
    if (target.hasModifierExtension()) {
      throw GraphFaults.invalid("graph-modifier", place);
    }
    if (!target.hasType()) {
      throw GraphFaults.invalid("graph-type", place + ".type");
    }
    boolean refers = target.hasParams() && target.getParams().contains(REFERENCE);
    if (path == null && !refers || path != null && target.hasParams()) {
      throw GraphFaults.invalid("graph-params", place + ".params");
    }
    for (GraphDefinitionLinkTargetCompartmentComponent rule : target.getCompartment()) {
      check(rule, place + ".compartment");
    }
    return new GraphPlan.Target(
        place,
        target.getType(),
        target.getParams(),
        List.copyOf(target.getCompartment()),
        links(target.getLink(), place, depth + 1));
  }

  private void check(GraphDefinitionLinkTargetCompartmentComponent rule, String place) {
    if (rule.getCode() == null
        || rule.getCode() == CompartmentCode.NULL
        || rule.getRule() == null
        || rule.getRule() == GraphCompartmentRule.NULL) {
      throw GraphFaults.invalid("graph-compartment", place);
    }
    if (rule.getRule() == GraphCompartmentRule.CUSTOM) {
      path(rule.getExpression(), place + ".expression");
    }
  }

  private ExpressionNode path(String text, String place) {
    if (text == null || !PathExpressions.modest(text)) {
      throw GraphFaults.invalid("graph-path", place, PathExpressions.LONGEST);
    }
    try {
      return paths.parse(text);
    } catch (RuntimeException malformed) {
      throw GraphFaults.invalid("graph-path-syntax", place);
    }
  }

  private void count() {
    if (++number > limits.maxLinks()) {
      throw GraphFaults.tooCostly("graph-too-many-links", limits.maxLinks());
    }
  }
}
