package org.xiangqiao.server.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.interaction.ResourceSources;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.RecordRequest;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.index.DateRange;

/**
 * {@code Patient/$everything} (居民全部记录) and {@code Encounter/$everything}: R4
 * patient-operation-everything, encounter-operation-everything.
 */
final class EverythingOperation implements FhirOperation {

  /** The largest page, and what comes at once if nobody asks for pages. */
  static final int MOST = 1000;

  private static final String NAME = "everything";

  private final FhirStore store;
  private final ResourceSources sources;
  private final PublicAddress address;
  private final RecordFaults faults;
  private final CurrentResource current;
  private final OperationShape shape;

  private EverythingOperation(
      FhirStore store,
      ResourceSources sources,
      PublicAddress address,
      RecordFaults faults,
      OperationShape shape) {
    this.store = store;
    this.sources = sources;
    this.address = address;
    this.faults = faults;
    this.current = new CurrentResource(store);
    this.shape = shape;
  }

  static EverythingOperation ofPatient(
      FhirStore store, ResourceSources sources, PublicAddress address, RecordFaults faults) {
    List<OperationParameter> parameters = new ArrayList<>();
    parameters.add(OperationParameter.optional("start", "date", "Care dates from this date on."));
    parameters.add(OperationParameter.optional("end", "date", "Care dates up to this date."));
    parameters.addAll(common());
    return new EverythingOperation(
        store,
        sources,
        address,
        faults,
        shape("Patient", Set.of(Level.INSTANCE, Level.TYPE), parameters));
  }

  static EverythingOperation ofEncounter(
      FhirStore store, ResourceSources sources, PublicAddress address, RecordFaults faults) {
    return new EverythingOperation(
        store, sources, address, faults, shape("Encounter", Set.of(Level.INSTANCE), common()));
  }

  private static OperationShape shape(
      String type, Set<Level> levels, List<OperationParameter> parameters) {
    return new OperationShape(
        NAME,
        "http://hl7.org/fhir/OperationDefinition/" + type + "-everything",
        "Everything in the compartment, and what it refers to, in pages.",
        levels,
        Set.of(type),
        false,
        parameters);
  }

  private static List<OperationParameter> common() {
    return List.of(
        OperationParameter.optional("_since", "instant", "Only what was updated then or later."),
        OperationParameter.repeated(
            "_type", "string", "Only these types and what they refer to; separated by commas."),
        OperationParameter.optional("_count", "integer", "Most resources on a page, 1 to 1000."),
        OperationParameter.optional(RecordLinks.PAGE, "string", "Sealed place, of a next link."));
  }

  @Override
  public OperationShape shape() {
    return shape;
  }

  /** Search of every type that may leave; without {@code _type} of all. */
  @Override
  public OperationRights rights(OperationRequest request) {
    Set<String> types = types(request);
    OperationRights leaving = OperationRights.search(types.isEmpty() ? Set.of("*") : types);
    return request.id() == null
        ? leaving.and(OperationRights.search(Set.of(request.type())))
        : leaving.and(OperationRights.read(request.type(), request.id()));
  }

  @Override
  public Answer answer(OperationRequest request) {
    SearchPage page =
        store
            .record(request.caller(), wanted(request))
            .orElseThrow(() -> current.missing(request.caller(), request.type(), request.id()));
    String base = address.fhirBase(request.http().getServletRequest());
    RecordLinks links = new RecordLinks(base, request, NAME);
    String at = request.text(RecordLinks.PAGE).orElse(null);
    String self = at == null ? links.first() : links.page(at);
    String first = at == null ? null : links.first();
    return Answer.ok(
        new Answer.Json(SearchSet.of(base, page, self, first, links.page(page.next()))));
  }

  private RecordRequest wanted(OperationRequest request) {
    Instant since =
        request.text("_since").flatMap(DateRange::parse).map(DateRange::low).orElse(null);
    Instant start =
        request.text("start").flatMap(DateRange::parse).map(DateRange::low).orElse(null);
    Instant end = request.text("end").flatMap(DateRange::parse).map(DateRange::high).orElse(null);
    if (start != null && end != null && end.isBefore(start)) {
      throw faults.invalid("everything-dates", "http.end").exception();
    }
    return new RecordRequest(
        request.type(),
        request.id(),
        types(request),
        since,
        start,
        end,
        count(request),
        request.text(RecordLinks.PAGE).orElse(null));
  }

  private Set<String> types(OperationRequest request) {
    Set<String> types = new LinkedHashSet<>(request.list("_type"));
    if (types.isEmpty() && !request.texts("_type").isEmpty()) {
      throw faults.invalid("everything-type-empty", "http._type").exception();
    }
    for (String type : types) {
      if (sources.elsewhere(type).isPresent()) {
        throw faults.invalid("everything-elsewhere", "http._type", type).exception();
      }
    }
    return types;
  }

  private int count(OperationRequest request) {
    int count = request.text("_count").map(Integer::parseInt).orElse(MOST);
    if (count < 1) {
      throw faults.invalid("everything-count", "http._count", MOST).exception();
    }
    return Math.min(MOST, count);
  }
}
