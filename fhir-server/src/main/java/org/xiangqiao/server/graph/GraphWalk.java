package org.xiangqiao.server.graph;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.fhirpath.FHIRPathEngine;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;
import org.xiangqiao.store.StoredResource;

/** Walks from one resource along the links of a plan; every resource comes once. */
final class GraphWalk {

  /** Parameters that shape an answer or would add to it. */
  private static final Set<String> REFUSED =
      Set.of(
          "_include",
          "_revinclude",
          "_summary",
          "_elements",
          "_contained",
          "_count",
          "_total",
          "_format",
          "_pretty",
          "_explain",
          "_page");

  private static final String PAGE = "200";

  private final GraphStore store;
  private final FHIRPathEngine paths;
  private final CompartmentRules rules;
  private final Map<String, StoredResource> graph = new LinkedHashMap<>();
  private final Set<String> walked = new HashSet<>();

  GraphWalk(GraphStore store, FHIRPathEngine paths, CompartmentRules rules) {
    this.store = store;
    this.paths = paths;
    this.rules = rules;
  }

  /** The start first, then in the order in which they were reached. */
  Collection<StoredResource> from(GraphNode start, GraphPlan plan) {
    graph.put(start.version(), start.stored());
    plan.links().forEach(link -> follow(start, link));
    return graph.values();
  }

  private void follow(GraphNode from, GraphPlan.Link link) {
    if (!walked.add(link.place() + " " + from.version())) {
      return;
    }
    if (link.path() == null) {
      for (GraphPlan.Target target : link.targets()) {
        store
            .search(target.type(), parameters(target, from))
            .forEach(found -> reach(from, found, target));
      }
      return;
    }
    List<IdType> wanted =
        references(from, link).stream()
            .flatMap(reference -> store.local(reference).stream())
            .filter(
                id -> link.targets().stream().anyMatch(each -> each.takes(id.getResourceType())))
            .toList();
    store.readAhead(wanted);
    wanted.stream()
        .flatMap(id -> store.read(id).stream())
        .forEach(found -> reach(from, found, link));
  }

  private void reach(GraphNode from, GraphNode found, GraphPlan.Link link) {
    link.targets().stream()
        .filter(target -> target.takes(found.stored().type()))
        .forEach(target -> reach(from, found, target));
  }

  private void reach(GraphNode from, GraphNode found, GraphPlan.Target target) {
    if (rules.keeps(target.rules(), from, found)) {
      graph.putIfAbsent(found.version(), found.stored());
      target.links().forEach(link -> follow(found, link));
    }
  }

  private List<Reference> references(GraphNode from, GraphPlan.Link link) {
    List<Base> found;
    try {
      found = paths.evaluate(null, from.model(), from.model(), from.model(), link.path());
    } catch (RuntimeException failed) {
      throw GraphFaults.invalid("graph-path-failed", link.place() + ".path");
    }
    List<Reference> references = new ArrayList<>();
    for (Base each : found) {
      if (!(each instanceof Reference reference)) {
        throw GraphFaults.invalid("graph-no-reference", link.place() + ".path", each.fhirType());
      }
      references.add(reference);
    }
    return references;
  }

  private static Map<String, List<String>> parameters(GraphPlan.Target target, GraphNode from) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String part : target.parameters().replaceFirst("^\\?", "").split("&")) {
      int equals = part.indexOf('=');
      String name = decoded(equals < 0 ? part : part.substring(0, equals), target);
      if (equals < 1 || REFUSED.contains(name.replaceFirst(":.*", ""))) {
        throw GraphFaults.invalid("graph-search-parameter", target.place() + ".params", name);
      }
      String value =
          decoded(part.substring(equals + 1), target).replace(PlanReader.REFERENCE, from.address());
      parameters.computeIfAbsent(name, each -> new ArrayList<>()).add(value);
    }
    parameters.put("_count", List.of(PAGE));
    return parameters;
  }

  private static String decoded(String text, GraphPlan.Target target) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw GraphFaults.invalid("graph-params", target.place() + ".params");
    }
  }
}
