package org.xiangqiao.server.rest.interaction;

import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.xiangqiao.server.caller.CallerContext;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.SearchRequest;

/** transaction and batch. R4 http.html#transaction. */
public final class TransactionInteraction implements Interaction {

  private final FhirStore store;
  private final RequestContent content;
  private final ResourceSources sources;
  private final Set<String> types;
  private final PublicAddress address;
  private final List<AccessGuard> guards;
  private final SearchedTypes searched;

  public TransactionInteraction(
      FhirStore store,
      RequestContent content,
      ResourceSources sources,
      Set<String> types,
      PublicAddress address,
      List<AccessGuard> guards,
      SearchedTypes searched) {
    this.store = store;
    this.content = content;
    this.sources = sources;
    this.types = types;
    this.address = address;
    this.guards = guards;
    this.searched = searched;
  }

  @Override
  public Answer answer(ServletRequestDetails request) {
    Bundle bundle = content.bundle(request);
    Caller caller = CallerContext.of(request.getServletRequest());
    String base = address.fhirBase(request.getServletRequest()) + "/";
    for (int i = 0; i < bundle.getEntry().size(); i++) {
      BundleEntryComponent entry = bundle.getEntry().get(i);
      if (entry.hasRequest() && entry.getRequest().hasUrl()) {
        String place = "Bundle.entry[" + i + "].request.url";
        AccessGuard.Access access = access(caller, entry, base, place);
        if (!types.contains(access.type())) {
          throw RestFaults.invalid("unknown-type", place, access.type()).exception();
        }
        sources.requireStored(access.type(), place);
        guards.forEach(guard -> guard.check(request.getServletRequest(), access));
      }
    }
    Bundle response = store.process(caller, bundle);
    return Answer.ok(new Answer.Model(response));
  }

  private AccessGuard.Access access(
      Caller caller, BundleEntryComponent entry, String base, String place) {
    String url = entry.getRequest().getUrl();
    url = url.startsWith(base) ? url.substring(base.length()) : url;
    int question = url.indexOf('?');
    String query = question < 0 ? null : url.substring(question + 1);
    String[] path = (question < 0 ? url : url.substring(0, question)).split("/");
    boolean named = path.length > 1 && !path[1].isEmpty() && !path[1].startsWith("_");
    String id = named ? path[1] : null;
    RestOperationTypeEnum interaction = interaction(entry.getRequest().getMethod(), path, id);
    Set<String> further = further(caller, entry, interaction, path[0], query, place);
    return new AccessGuard.Access(interaction, path[0], id, query, further);
  }

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
      case CREATE ->
          searched.ofCriteria(caller, type, entry.getRequest().getIfNoneExist(), place);
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
