package org.xiangqiao.server.rest.interaction;

import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.xiangqiao.server.rest.answer.Presentation;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.StoreException;

/**
 * Tells, before anything is read, which further types a search or the criteria of a conditional
 * interaction see, by asking the store that will run them.
 */
public final class SearchedTypes {

  private final FhirStore store;
  private final ResourceSources sources;

  public SearchedTypes(FhirStore store, ResourceSources sources) {
    this.store = store;
    this.sources = sources;
  }

  Set<String> of(RestOperationTypeEnum interaction, Caller caller, ServletRequestDetails request) {
    String type = CompartmentAddress.searchedType(request);
    String query = request.getServletRequest().getQueryString();
    return switch (interaction) {
      case SEARCH_TYPE, SEARCH_SYSTEM -> ofSearch(caller, type, request);
      case CREATE -> ofCriteria(caller, type, request.getHeader("If-None-Exist"), "");
      case UPDATE, PATCH, DELETE ->
          request.getId() == null && query != null
              ? ofCriteria(caller, type, Parameters.criteria(request), "")
              : Set.of();
      default -> Set.of();
    };
  }

  private Set<String> ofSearch(Caller caller, String type, ServletRequestDetails request) {
    if (type != null && sources.elsewhere(type).isPresent()) {
      return Set.of();
    }
    String cursor = Parameters.first(request, Parameters.PAGE);
    if (cursor != null) {
      return stored(further(type, () -> store.typesOfPage(caller, cursor)));
    }
    Set<String> further = further(type, () -> store.typesOfSearch(caller, request(request)));
    boolean named = type != null || request.getParameters().containsKey("_type");
    return named ? requireStored(further, "") : stored(further);
  }

  /** The search that an address and its parameters mean. */
  static SearchRequest request(ServletRequestDetails request) {
    return new SearchRequest(
        CompartmentAddress.searchedType(request),
        CompartmentAddress.of(request),
        Parameters.ofSearch(request),
        Presentation.lenient(request));
  }

  /**
   * @param place for a refusal
   */
  Set<String> of(Caller caller, SearchRequest request, String place) {
    return requireStored(
        further(request.type(), () -> store.typesOfSearch(caller, request)), place);
  }

  /**
   * @param criteria as in a URL, or null for none
   */
  Set<String> ofCriteria(Caller caller, String type, String criteria, String place) {
    return criteria == null
        ? Set.of()
        : requireStored(further(type, () -> store.typesOfCriteria(caller, type, criteria)), place);
  }

  /** What is refused here is refused, with its reason, when it is run. */
  private static Set<String> further(String own, Supplier<Set<String>> question) {
    Set<String> types;
    try {
      types = new TreeSet<>(question.get());
    } catch (StoreException refusal) {
      return Set.of();
    }
    if (own != null) {
      types.remove(own);
    }
    return types;
  }

  /** All types of a compartment are searched, but nothing of what is kept elsewhere is found. */
  private Set<String> stored(Set<String> types) {
    return types.stream()
        .filter(type -> sources.elsewhere(type).isEmpty())
        .collect(Collectors.toSet());
  }

  private Set<String> requireStored(Set<String> types, String place) {
    types.forEach(type -> sources.requireSearchedInStore(type, place));
    return types;
  }
}
