package org.xiangqiao.server.rest.interaction;

import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.xiangqiao.server.caller.CallerContext;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.rest.problem.FaultException;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.SearchRequest;

/** Holds one entry of a Bundle against what this server offers and what the caller may. */
public final class EntryGuard {

  private final ResourceSources sources;
  private final Set<String> types;
  private final PublicAddress address;
  private final List<AccessGuard> guards;
  private final SearchedTypes searched;

  public EntryGuard(
      ResourceSources sources,
      Set<String> types,
      PublicAddress address,
      List<AccessGuard> guards,
      SearchedTypes searched) {
    this.searched = searched;
    this.sources = sources;
    this.types = types;
    this.address = address;
    this.guards = guards;
  }

  /**
   * @throws FaultException naming the entry
   */
  void check(HttpServletRequest request, BundleEntryComponent entry, int index) {
    if (!entry.hasRequest() || !entry.getRequest().hasUrl()) {
      // Not understood by the store either, which says so.
      return;
    }
    String place = "Bundle.entry[" + index + "].request.url";
    AccessGuard.Access access = access(request, entry, place);
    if (access.type() != null) {
      if (!types.contains(access.type())) {
        throw RestFaults.invalid("unknown-type", place, access.type()).exception();
      }
      sources.requireStored(access.type(), place);
    }
    try {
      guards.forEach(guard -> guard.check(request, access));
    } catch (FaultException refusal) {
      throw new FaultException(refusal.faults().stream().map(fault -> at(place, fault)).toList());
    }
  }

  private static Fault at(String place, Fault fault) {
    return fault.place().isEmpty()
        ? new Fault(fault.status(), fault.type(), fault.rule(), place, fault.text(), fault.remedy())
        : fault;
  }

  private AccessGuard.Access access(
      HttpServletRequest request, BundleEntryComponent entry, String place) {
    String base = address.fhirBase(request) + "/";
    String url = entry.getRequest().getUrl();
    url = url.startsWith(base) ? url.substring(base.length()) : url;
    url = url.startsWith("/") ? url.substring(1) : url;
    int question = url.indexOf('?');
    String query = question < 0 ? null : url.substring(question + 1);
    String[] path = (question < 0 ? url : url.substring(0, question)).split("/");
    boolean reads =
        entry.getRequest().getMethod() == HTTPVerb.GET
            || entry.getRequest().getMethod() == HTTPVerb.HEAD;
    if (reads && path.length == 1 && path[0].equals("_history")) {
      return new AccessGuard.Access(RestOperationTypeEnum.HISTORY_SYSTEM, null, null, query);
    }
    boolean named = path.length > 1 && !path[1].isEmpty() && !path[1].startsWith("_");
    String id = named ? path[1] : null;
    RestOperationTypeEnum interaction = interaction(entry.getRequest().getMethod(), path, id);
    Set<String> further =
        further(CallerContext.of(request), entry, interaction, path[0], query, place);
    return new AccessGuard.Access(interaction, path[0], id, query, further);
  }

  /** Types that a search or criteria look into besides their own. */
  private Set<String> further(
      Caller caller,
      BundleEntryComponent entry,
      RestOperationTypeEnum interaction,
      String type,
      String query,
      String place) {
    if (!types.contains(type)) {
      return Set.of();
    }
    return switch (interaction) {
      case SEARCH_TYPE ->
          query == null
              ? Set.of()
              : searched.of(
                  caller, new SearchRequest(type, Parameters.ofQuery(query), false), place);
      case CREATE -> searched.ofCriteria(caller, type, entry.getRequest().getIfNoneExist(), place);
      case UPDATE, PATCH, DELETE -> searched.ofCriteria(caller, type, query, place);
      default -> Set.of();
    };
  }

  private static RestOperationTypeEnum interaction(HTTPVerb method, String[] path, String id) {
    if (method == null) {
      return RestOperationTypeEnum.TRANSACTION;
    }
    return switch (method) {
      case POST ->
          path[path.length - 1].equals("_search")
              ? RestOperationTypeEnum.SEARCH_TYPE
              : RestOperationTypeEnum.CREATE;
      case PUT -> RestOperationTypeEnum.UPDATE;
      case PATCH -> RestOperationTypeEnum.PATCH;
      case DELETE -> RestOperationTypeEnum.DELETE;
      default -> read(path, id);
    };
  }

  private static RestOperationTypeEnum read(String[] path, String id) {
    boolean history = path.length > 1 && path[path.length > 2 ? 2 : 1].equals("_history");
    if (history) {
      return path.length > 3
          ? RestOperationTypeEnum.VREAD
          : id == null
              ? RestOperationTypeEnum.HISTORY_TYPE
              : RestOperationTypeEnum.HISTORY_INSTANCE;
    }
    return id == null ? RestOperationTypeEnum.SEARCH_TYPE : RestOperationTypeEnum.READ;
  }
}
