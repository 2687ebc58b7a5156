package org.xiangqiao.server.rest.interaction;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.StoredResource;

/** Where each type is read from: the store, unless a {@link ResourceSource} has taken it over. */
public final class ResourceSources {

  private final FhirStore store;
  private final Map<String, ResourceSource> elsewhere;

  public ResourceSources(FhirStore store, Collection<ResourceSource> elsewhere) {
    this.store = store;
    this.elsewhere =
        elsewhere.stream().collect(Collectors.toMap(ResourceSource::type, Function.identity()));
  }

  public Optional<ResourceSource> elsewhere(String type) {
    return Optional.ofNullable(elsewhere.get(type));
  }

  /** Refuses to let a type be touched through the store that does not live there. */
  public void requireStored(String type, String place) {
    if (elsewhere.containsKey(type)) {
      throw RestFaults.of(405, IssueType.NOTSUPPORTED, "served-elsewhere", place, type).exception();
    }
  }

  /** Refuses to let a type decide about a search in the store that does not live there. */
  void requireSearchedInStore(String type, String place) {
    if (elsewhere.containsKey(type)) {
      throw RestFaults.of(400, IssueType.NOTSUPPORTED, "searched-elsewhere", place, type)
          .exception();
    }
  }

  Optional<StoredResource> read(Caller caller, String type, String id) {
    ResourceSource source = elsewhere.get(type);
    return source == null ? store.read(caller, type, id) : source.read(caller, id);
  }

  SearchPage search(Caller caller, SearchRequest request) {
    ResourceSource source = request.type() == null ? null : elsewhere.get(request.type());
    if (source != null && request.compartment() != null) {
      requireSearchedInStore(request.type(), "");
    }
    return source == null ? store.search(caller, request) : source.search(caller, request);
  }

  SearchPage nextPage(Caller caller, String type, String cursor) {
    ResourceSource source = type == null ? null : elsewhere.get(type);
    return source == null ? store.nextPage(caller, cursor) : source.nextPage(caller, cursor);
  }
}
