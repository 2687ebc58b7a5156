package org.xiangqiao.server.record;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.interaction.ResourceSources;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoredResource;

/**
 * {@code $meta} (标签查询): profiles, tags and security labels of a resource, a version, a type or the
 * whole county. R4 resource-operation-meta.
 */
final class MetaOperation implements FhirOperation {

  private final FhirStore store;
  private final FhirContext context;
  private final ResourceSources sources;
  private final Set<String> types;
  private final CurrentResource current;

  MetaOperation(FhirStore store, FhirContext context, ResourceSources sources, Set<String> types) {
    this.store = store;
    this.context = context;
    this.sources = sources;
    this.types = types;
    this.current = new CurrentResource(store);
  }

  @Override
  public OperationShape shape() {
    return new OperationShape(
        "meta",
        "http://hl7.org/fhir/OperationDefinition/Resource-meta",
        "Profiles, tags and security labels of a resource, or all that are in use.",
        Set.of(Level.SYSTEM, Level.TYPE, Level.INSTANCE),
        Set.of(),
        false,
        List.of());
  }

  @Override
  public OperationRights rights(OperationRequest request) {
    request.parameters().getParameter().stream()
        .findFirst()
        .ifPresent(
            any -> {
              throw RestFaults.of(
                      400,
                      IssueType.NOTSUPPORTED,
                      "operation-parameter-unknown",
                      "http." + any.getName(),
                      any.getName(),
                      "$meta",
                      "")
                  .exception();
            });
    return switch (request.level()) {
      case SYSTEM -> OperationRights.search(Set.of("*"));
      case TYPE -> OperationRights.search(Set.of(request.type()));
      case INSTANCE -> OperationRights.read(request.type(), request.id());
    };
  }

  @Override
  public Answer answer(OperationRequest request) {
    if (request.level() == Level.SYSTEM) {
      Set<String> stored =
          types.stream()
              .filter(type -> sources.elsewhere(type).isEmpty())
              .collect(Collectors.toCollection(TreeSet::new));
      return Answer.ok(new Answer.Model(returned(store.labelsInUse(request.caller(), stored))));
    }
    sources.requireStored(request.type(), "");
    if (request.level() == Level.TYPE) {
      Set<String> one = Set.of(request.type());
      return Answer.ok(new Answer.Model(returned(store.labelsInUse(request.caller(), one))));
    }
    StoredResource found = found(request);
    return new Answer(
        200,
        found.version(),
        found.lastUpdated(),
        null,
        new Answer.Model(returned(of(context, found))));
  }

  private StoredResource found(OperationRequest request) {
    String version = request.version();
    if (version == null) {
      return current.read(request.caller(), request.type(), request.id());
    }
    StoredResource found =
        (version.matches("[0-9]{1,18}")
                ? store.readVersion(
                    request.caller(), request.type(), request.id(), Long.parseLong(version))
                : java.util.Optional.<StoredResource>empty())
            .orElseThrow(
                () ->
                    RestFaults.of(
                            404,
                            IssueType.NOTFOUND,
                            "version-not-found",
                            "",
                            request.type(),
                            request.id(),
                            version)
                        .exception());
    if (found.deleted()) {
      throw RestFaults.gone(request.type(), request.id()).exception();
    }
    return found;
  }

  static Meta of(FhirContext context, StoredResource stored) {
    return ((Resource) context.newJsonParser().parseResource(stored.json())).getMeta();
  }

  static Parameters returned(Meta meta) {
    Parameters answer = new Parameters();
    answer.addParameter().setName("return").setValue(meta);
    return answer;
  }
}
