package org.xiangqiao.server.graph;

import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.fhirpath.ExpressionNode;
import org.hl7.fhir.r4.model.GraphDefinition.GraphDefinitionLinkTargetCompartmentComponent;

/**
 * A GraphDefinition that was found in order.
 *
 * @param start type of the resource that it begins with
 */
record GraphPlan(String start, List<Link> links) {

  /**
   * A way from a resource to others: by a path in it, or by a search for what refers to it.
   *
   * @param place in the definition, for refusals
   * @param path parsed, or null for a search
   */
  record Link(String place, ExpressionNode path, List<Target> targets) {}

  /**
   * What a link may lead to.
   *
   * @param type resource type; {@code Resource} for any
   * @param parameters of the search, as written, or null
   */
  record Target(
      String place,
      String type,
      String parameters,
      List<GraphDefinitionLinkTargetCompartmentComponent> rules,
      List<Link> links) {

    private static final Set<String> ANY = Set.of("Resource", "DomainResource");

    boolean takes(String reached) {
      return type.equals(reached) || ANY.contains(type);
    }
  }
}
