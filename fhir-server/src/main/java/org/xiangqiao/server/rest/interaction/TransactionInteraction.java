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
import org.xiangqiao.store.FhirStore;

/** transaction and batch. R4 http.html#transaction. */
public final class TransactionInteraction implements Interaction {

  private final FhirStore store;
  private final RequestContent content;
  private final ResourceSources sources;
  private final Set<String> types;
  private final PublicAddress address;
  private final List<AccessGuard> guards;

  public TransactionInteraction(
      FhirStore store,
      RequestContent content,
      ResourceSources sources,
      Set<String> types,
      PublicAddress address,
      List<AccessGuard> guards) {
    this.store = store;
    this.content = content;
    this.sources = sources;
    this.types = types;
    this.address = address;
    this.guards = guards;
  }

  @Override
  public Answer answer(ServletRequestDetails request) {
    Bundle bundle = content.bundle(request);
    String base = address.fhirBase(request.getServletRequest()) + "/";
    for (int i = 0; i < bundle.getEntry().size(); i++) {
      BundleEntryComponent entry = bundle.getEntry().get(i);
      if (entry.hasRequest() && entry.getRequest().hasUrl()) {
        String place = "Bundle.entry[" + i + "].request.url";
        AccessGuard.Access access = access(entry, base);
        if (!types.contains(access.type())) {
          throw RestFaults.invalid("unknown-type", place, access.type()).exception();
        }
        sources.requireStored(access.type(), place);
        guards.forEach(guard -> guard.check(request.getServletRequest(), access));
      }
    }
    Bundle response = store.process(CallerContext.of(request.getServletRequest()), bundle);
    return Answer.ok(new Answer.Model(response));
  }

  private static AccessGuard.Access access(BundleEntryComponent entry, String base) {
    String url = entry.getRequest().getUrl();
    url = url.startsWith(base) ? url.substring(base.length()) : url;
    int question = url.indexOf('?');
    String query = question < 0 ? null : url.substring(question + 1);
    String[] path = (question < 0 ? url : url.substring(0, question)).split("/");
    boolean named = path.length > 1 && !path[1].isEmpty() && !path[1].startsWith("_");
    String id = named ? path[1] : null;
    return new AccessGuard.Access(
        interaction(entry.getRequest().getMethod(), path, id), path[0], id, query);
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
