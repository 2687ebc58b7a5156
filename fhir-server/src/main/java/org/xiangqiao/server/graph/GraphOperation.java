package org.xiangqiao.server.graph;

import ca.uhn.fhir.context.FhirContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.fhirpath.FHIRPathEngine;
import org.hl7.fhir.r4.hapi.ctx.HapiWorkerContext;
import org.hl7.fhir.r4.model.IdType;
import org.xiangqiao.server.graphql.GraphRights;
import org.xiangqiao.server.graphql.NoDefinitions;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.answer.BundleJson;
import org.xiangqiao.server.rest.interaction.AccessGuard;
import org.xiangqiao.server.rest.interaction.ResourceSources;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;
import org.xiangqiao.server.rest.problem.FaultException;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoredResource;

/** {@code $graph}: R4 resource-operation-graph.html, OperationDefinition Resource-graph. */
final class GraphOperation implements FhirOperation {

  private static final int AROUND = 200;

  private static final OperationShape SHAPE =
      new OperationShape(
          "graph",
          "http://hl7.org/fhir/OperationDefinition/Resource-graph",
          "One resource and what a GraphDefinition draws around it, as a Bundle.",
          Set.of(Level.INSTANCE),
          Set.of(),
          false,
          List.of(
              OperationParameter.optional(
                  "graph", "uri", "The GraphDefinition by its canonical URL or its id."),
              OperationParameter.optional(
                  "definition",
                  "Resource",
                  "A GraphDefinition to be used instead of a stored one.")));

  private final FhirStore store;
  private final ResourceSources sources;
  private final FhirContext context;
  private final PublicAddress address;
  private final List<AccessGuard> guards;
  private final GraphSettings limits;

  GraphOperation(
      FhirStore store,
      ResourceSources sources,
      FhirContext context,
      PublicAddress address,
      List<AccessGuard> guards,
      GraphSettings limits) {
    this.store = store;
    this.sources = sources;
    this.context = context;
    this.address = address;
    this.guards = guards;
    this.limits = limits;
  }

  @Override
  public OperationShape shape() {
    return SHAPE;
  }

  /** The rights to what the graph reaches are asked for at each step. */
  @Override
  public OperationRights rights(OperationRequest request) {
    return OperationRights.read(request.type(), request.id());
  }

  @Override
  public Answer answer(OperationRequest request) {
    HttpServletRequest http = request.http().getServletRequest();
    String base = address.fhirBase(http);
    GraphStore reached =
        new GraphStore(
            store,
            sources,
            context,
            request.caller(),
            base,
            new GraphRights(guards, http),
            new GraphBudget(limits));
    FHIRPathEngine paths =
        new FHIRPathEngine(new HapiWorkerContext(context, new NoDefinitions(context)));
    GraphPlan plan =
        new PlanReader(paths, limits).read(NamedGraph.of(request, reached), request.type());
    GraphNode start =
        reached.read(new IdType(request.type(), request.id())).orElseThrow(() -> missing(request));
    GraphWalk walk = new GraphWalk(reached, paths, new CompartmentRules(context, paths));
    return Answer.ok(new Answer.Json(bundle(base, walk.from(start, plan))));
  }

  private FaultException missing(OperationRequest request) {
    Optional<StoredResource> found = store.read(request.caller(), request.type(), request.id());
    return found.isPresent()
        ? RestFaults.gone(request.type(), request.id()).exception()
        : RestFaults.notFound(request.type(), request.id()).exception();
  }

  private static String bundle(String base, Collection<StoredResource> graph) {
    int characters = graph.stream().mapToInt(each -> each.json().length() + AROUND).sum();
    BundleJson bundle = new BundleJson("collection", null, characters);
    graph.forEach(each -> bundle.entry(base + "/" + each.type() + "/" + each.id(), each.json()));
    return bundle.json();
  }
}
