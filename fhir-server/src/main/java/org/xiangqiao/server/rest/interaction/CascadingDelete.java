package org.xiangqiao.server.rest.interaction;

import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteParticipant;

/**
 * {@code X-Cascade: delete}: what refers to the deleted goes too. It needs a scope of its own, and
 * the right to delete each type that goes; which types these are is known inside the transaction,
 * so that is where it is asked.
 */
final class CascadingDelete {

  private static final String HEADER = "X-Cascade";

  /** Names in an answer; of more, only the number is told. */
  private static final int NAMED = 200;

  private final List<AccessGuard> guards;

  CascadingDelete(List<AccessGuard> guards) {
    this.guards = guards;
  }

  /** Whether the request asks for it; refused without the scope. */
  boolean wanted(ServletRequestDetails request) {
    String header = request.getHeader(HEADER);
    if (header == null || header.isBlank() || header.trim().equalsIgnoreCase("none")) {
      return false;
    }
    if (!header.trim().equalsIgnoreCase("delete")) {
      throw RestFaults.invalid("parameter-invalid", "http.x-cascade", HEADER, "delete, none")
          .exception();
    }
    guards.forEach(guard -> guard.checkCascade(request.getServletRequest()));
    return true;
  }

  /** Rolls the deletion back when the caller may not delete something that goes with it. */
  WriteParticipant rights(HttpServletRequest request) {
    return (caller, changes) ->
        changes.forEach(
            change ->
                guards.forEach(
                    guard ->
                        guard.check(
                            request,
                            new AccessGuard.Access(
                                RestOperationTypeEnum.DELETE, change.type(), change.id(), null))));
  }

  /** What went along, by type and by name. */
  Fault told(List<StoredResource> cascaded) {
    TreeMap<String, Long> counts =
        cascaded.stream()
            .collect(
                Collectors.groupingBy(StoredResource::type, TreeMap::new, Collectors.counting()));
    String names =
        cascaded.stream()
            .limit(NAMED)
            .map(resource -> resource.type() + "/" + resource.id())
            .collect(Collectors.joining(", "));
    return RestFaults.cascaded(
        cascaded.size(),
        counts.entrySet().stream()
            .map(each -> each.getKey() + " " + each.getValue())
            .collect(Collectors.joining(", ")),
        cascaded.size() > NAMED ? names + ", …" : names);
  }
}
