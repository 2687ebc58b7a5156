package org.xiangqiao.server.record;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.answer.BundleJson;
import org.xiangqiao.server.rest.interaction.AccessGuard.Access;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOperation;

/**
 * {@code Composition/$document} (生成文档): the Composition and what it speaks of as one Bundle of type
 * document. R4 composition-operation-document, documents.html.
 */
final class DocumentOperation implements FhirOperation {

  private static final int AROUND = 200;

  private final FhirStore store;
  private final FhirContext context;
  private final PublicAddress address;
  private final RecordFaults faults;
  private final DocumentContent content;
  private final CurrentResource current;
  private final Clock clock;

  DocumentOperation(
      FhirStore store,
      FhirContext context,
      PublicAddress address,
      RecordFaults faults,
      DocumentContent content,
      Clock clock) {
    this.store = store;
    this.context = context;
    this.address = address;
    this.faults = faults;
    this.content = content;
    this.current = new CurrentResource(store);
    this.clock = clock;
  }

  @Override
  public OperationShape shape() {
    return new OperationShape(
        "document",
        "http://hl7.org/fhir/OperationDefinition/Composition-document",
        "A document of a Composition and the resources that it refers to.",
        Set.of(Level.INSTANCE),
        Set.of("Composition"),
        false,
        List.of(
            OperationParameter.optional("persist", "boolean", "Also store the document."),
            OperationParameter.optional("graph", "uri", "Not supported, and refused.")));
  }

  /** What the document holds besides is held against the scopes when it is known. */
  @Override
  public OperationRights rights(OperationRequest request) {
    OperationRights read = OperationRights.read("Composition", request.id());
    if (!persists(request)) {
      return read;
    }
    Access create = new Access(RestOperationTypeEnum.CREATE, "Bundle", null, null);
    return read.and(new OperationRights(List.of(create), Set.of()));
  }

  private static boolean persists(OperationRequest request) {
    return request.text("persist").filter("true"::equals).isPresent();
  }

  @Override
  public Answer answer(OperationRequest request) {
    if (request.text("graph").isPresent()) {
      throw faults.of(400, IssueType.NOTSUPPORTED, "document-graph", "http.graph").exception();
    }
    boolean persist = persists(request);
    if (persist && request.http().getRequestType() != RequestTypeEnum.POST) {
      throw faults.invalid("document-persist", "http.persist").exception();
    }
    StoredResource composition = current.read(request.caller(), request.type(), request.id());
    List<StoredResource> all = content.of(request, composition);
    if (persist) {
      requireOpen(all);
    }
    String base = address.fhirBase(request.http().getServletRequest());
    String document = bundle(base, all);
    return persist ? persisted(request, base, document) : Answer.ok(new Answer.Json(document));
  }

  /** Whoever may read Bundles would see a Binary that its securityContext guards. */
  private void requireOpen(List<StoredResource> all) {
    for (StoredResource each : all) {
      if (each.type().equals("Binary") && each.json().contains("\"securityContext\"")) {
        throw faults
            .of(422, IssueType.SUPPRESSED, "document-guarded", "http.persist", each.id())
            .exception();
      }
    }
  }

  private String bundle(String base, List<StoredResource> all) {
    int characters = all.stream().mapToInt(each -> each.json().length() + AROUND).sum();
    BundleJson bundle = new BundleJson("document", null, characters);
    bundle.identified("urn:uuid:" + UUID.randomUUID(), clock.instant());
    all.forEach(each -> bundle.entry(SearchSet.url(base, each), each.json()));
    return bundle.json();
  }

  private Answer persisted(OperationRequest request, String base, String document) {
    Bundle bundle = context.newJsonParser().parseResource(Bundle.class, document);
    StoredResource stored =
        store
            .write(request.caller(), List.of(new WriteOperation.Create(bundle, null, null)))
            .get(0)
            .resource();
    return new Answer(
        200,
        stored.version(),
        stored.lastUpdated(),
        SearchSet.url(base, stored) + "/_history/" + stored.version(),
        new Answer.Json(stored.json()));
  }
}
