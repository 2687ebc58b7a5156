package org.xiangqiao.server.record;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Basic;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.interaction.ResourceSources;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.store.patch.PatchDocument;

/**
 * {@code $meta-add} and {@code $meta-delete} (标签增删): R4 resource-operation-meta-add, -delete. A
 * write like any other: a new version, so that an ETag names one content, history proves who
 * labelled what, and whoever follows changes learns of it.
 */
final class MetaChangeOperation implements FhirOperation {

  /** Races against other writers that are run again. */
  private static final int ATTEMPTS = 10;

  private final FhirStore store;
  private final FhirContext context;
  private final ResourceSources sources;
  private final ObjectMapper json;
  private final RecordFaults faults;
  private final CurrentResource current;
  private final MetaChange change;

  MetaChangeOperation(
      FhirStore store,
      FhirContext context,
      ResourceSources sources,
      ObjectMapper json,
      RecordFaults faults,
      MetaChange change) {
    this.store = store;
    this.context = context;
    this.sources = sources;
    this.json = json;
    this.faults = faults;
    this.current = new CurrentResource(store);
    this.change = change;
  }

  @Override
  public OperationShape shape() {
    String name = change.add() ? "meta-add" : "meta-delete";
    return new OperationShape(
        name,
        "http://hl7.org/fhir/OperationDefinition/Resource-" + name,
        change.add()
            ? "Adds profiles, tags and security labels."
            : "Takes profiles, tags and security labels away.",
        Set.of(Level.INSTANCE),
        Set.of(),
        true,
        List.of(OperationParameter.required("meta", "Meta", "The labels meant.")));
  }

  @Override
  public OperationRights rights(OperationRequest request) {
    return OperationRights.update(request.type(), request.id())
        .and(OperationRights.read(request.type(), request.id()));
  }

  @Override
  public Answer answer(OperationRequest request) {
    sources.requireStored(request.type(), "");
    if (request.version() != null) {
      throw faults.of(400, IssueType.NOTSUPPORTED, "meta-of-history", "").exception();
    }
    JsonNode named = named((Meta) request.values("meta").get(0));
    if (MetaChange.namesNothing(named)) {
      throw faults.invalid("meta-empty", "Parameters.parameter[0].valueMeta").exception();
    }
    StoredResource changed = changed(request, named);
    return new Answer(
        200,
        changed.version(),
        changed.lastUpdated(),
        null,
        new Answer.Model(MetaOperation.returned(MetaOperation.of(context, changed))));
  }

  private StoredResource changed(OperationRequest request, JsonNode named) {
    for (int attempt = 1; ; attempt++) {
      StoredResource before = current.read(request.caller(), request.type(), request.id());
      Optional<String> patch = change.patch(tree(before.json()).path("meta"), named);
      if (patch.isEmpty()) {
        return before;
      }
      try {
        WriteOperation write =
            new WriteOperation.Patch(
                before.type(),
                before.id(),
                null,
                before.version(),
                new PatchDocument.Json(patch.get()));
        return store.write(request.caller(), List.of(write)).get(0).resource();
      } catch (StoreException lost) {
        if (lost.kind() != StoreProblem.Kind.PRECONDITION_FAILED || attempt == ATTEMPTS) {
          throw lost;
        }
      }
    }
  }

  /** As JSON; HAPI encodes no data type by itself. */
  private JsonNode named(Meta meta) {
    Basic carrier = new Basic();
    carrier.setMeta(meta);
    return tree(context.newJsonParser().encodeResourceToString(carrier)).path("meta");
  }

  private JsonNode tree(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what the store holds is JSON", e);
    }
  }
}
