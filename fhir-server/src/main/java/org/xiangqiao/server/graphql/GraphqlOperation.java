package org.xiangqiao.server.graphql;

import ca.uhn.fhir.context.FhirContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.hapi.ctx.HapiWorkerContext;
import org.hl7.fhir.r4.utils.GraphQLEngine;
import org.hl7.fhir.utilities.graphql.EGraphEngine;
import org.hl7.fhir.utilities.graphql.EGraphQLException;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.interaction.AccessGuard;
import org.xiangqiao.server.rest.interaction.ResourceSources;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;
import org.xiangqiao.server.rest.problem.FaultException;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoreException;

/** {@code $graphql}: R4 graphql.html, OperationDefinition Resource-graphql. */
final class GraphqlOperation implements FhirOperation {

  private static final OperationShape SHAPE =
      new OperationShape(
          "graphql",
          "http://hl7.org/fhir/OperationDefinition/Resource-graphql",
          "Answers a GraphQL query over one resource or over everything the caller may search.",
          Set.of(Level.SYSTEM, Level.INSTANCE),
          Set.of(),
          false,
          List.of(
              OperationParameter.optional(
                  "query", "string", "The query; a posted body may be the query itself."),
              OperationParameter.optional(
                  "operationName", "string", "Which operation of the query is meant."),
              OperationParameter.optional(
                  "variables", "string", "Values of variables, as a JSON object.")));

  private final FhirStore store;
  private final ResourceSources sources;
  private final FhirContext context;
  private final PublicAddress address;
  private final OperationOutcomes outcomes;
  private final List<AccessGuard> guards;
  private final GraphqlSettings limits;

  GraphqlOperation(
      FhirStore store,
      ResourceSources sources,
      FhirContext context,
      PublicAddress address,
      OperationOutcomes outcomes,
      List<AccessGuard> guards,
      GraphqlSettings limits) {
    this.store = store;
    this.sources = sources;
    this.context = context;
    this.address = address;
    this.outcomes = outcomes;
    this.guards = guards;
    this.limits = limits;
  }

  @Override
  public OperationShape shape() {
    return SHAPE;
  }

  @Override
  public boolean readsBody(String contentType) {
    return GraphqlQuestion.ownBody(contentType);
  }

  /** The rights to what the query reaches are asked for at each lookup. */
  @Override
  public OperationRights rights(OperationRequest request) {
    return request.id() == null
        ? OperationRights.none()
        : OperationRights.read(request.type(), request.id());
  }

  @Override
  public Answer answer(OperationRequest request) {
    try {
      return run(request);
    } catch (FaultException | StoreException refusal) {
      OperationOutcomes.Refusal outcome =
          outcomes.refusal(request.http().getServletRequest(), refusal);
      return GraphqlAnswer.errors(
          outcome.status(), context.newJsonParser().encodeResourceToString(outcome.outcome()));
    }
  }

  private Answer run(OperationRequest request) {
    boolean wholeSystem = request.id() == null;
    PreparedQuery prepared =
        PreparedQuery.of(
            GraphqlQuestion.of(request), limits, context.getResourceTypes(), wholeSystem);
    HttpServletRequest http = request.http().getServletRequest();
    StoredGraph graph =
        new StoredGraph(
            store,
            sources,
            context,
            request.caller(),
            address.fhirBase(http),
            new GraphRights(guards, http),
            limits,
            new Budget(limits, prepared.repetition()));
    GraphQLEngine engine =
        new GraphQLEngine(new HapiWorkerContext(context, new NoDefinitions(context)));
    engine.setGraphQL(prepared.query());
    engine.setServices(graph);
    if (!wholeSystem) {
      engine.setFocus(focus(graph, request));
    }
    execute(engine, graph);
    return GraphqlAnswer.data(engine.getOutput());
  }

  private static IBaseResource focus(StoredGraph graph, OperationRequest request) {
    IBaseResource focus = graph.lookup(null, request.type(), request.id());
    if (focus == null) {
      throw RestFaults.notFound(request.type(), request.id()).exception();
    }
    return focus;
  }

  /** Whatever the engine fails over is the query's fault, unless our own lookup failed. */
  private static void execute(GraphQLEngine engine, StoredGraph graph) {
    try {
      engine.execute();
    } catch (EGraphQLException | EGraphEngine wrong) {
      throw GraphqlFaults.invalid("graphql-invalid", wrong.getMessage());
    } catch (RuntimeException failed) {
      if (failed == graph.refused()) {
        throw failed;
      }
      throw GraphqlFaults.invalid(
          "graphql-invalid",
          failed instanceof org.hl7.fhir.exceptions.FHIRException ? failed.getMessage() : "");
    } catch (Error notImplemented) {
      // The engine's way to say that something cannot be asked of a page or an edge.
      if (notImplemented.getClass() != Error.class) {
        throw notImplemented;
      }
      throw GraphqlFaults.invalid("graphql-invalid", "");
    }
  }
}
