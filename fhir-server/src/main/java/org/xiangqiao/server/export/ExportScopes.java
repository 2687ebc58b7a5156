package org.xiangqiao.server.export;

import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.xiangqiao.server.rest.interaction.AccessGuard;
import org.xiangqiao.server.rest.interaction.AccessGuard.Access;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.problem.FaultException;

/** Exporting a type takes the right to search and to read it. */
final class ExportScopes {

  private final List<AccessGuard> guards;

  ExportScopes(List<AccessGuard> guards) {
    this.guards = List.copyOf(guards);
  }

  private static List<Access> needs(String type) {
    return List.of(
        new Access(RestOperationTypeEnum.SEARCH_TYPE, type, null, null),
        new Access(RestOperationTypeEnum.READ, type, null, null));
  }

  static OperationRights of(List<String> types) {
    return new OperationRights(
        types.stream().flatMap(type -> needs(type).stream()).toList(), Set.of());
  }

  /** Refuses what the caller may not have. */
  void require(HttpServletRequest request, String type) {
    for (AccessGuard guard : guards) {
      needs(type).forEach(access -> guard.check(request, access));
    }
  }

  /** Those of the types that the caller may have; refuses if there are none. */
  List<String> allowed(HttpServletRequest request, List<String> types) {
    List<String> allowed = new ArrayList<>();
    FaultException refused = null;
    for (String type : types) {
      try {
        require(request, type);
        allowed.add(type);
      } catch (FaultException refusal) {
        refused = refusal;
      }
    }
    if (allowed.isEmpty() && refused != null) {
      throw refused;
    }
    return allowed;
  }
}
