package org.xiangqiao.server.graphql;

import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.xiangqiao.server.rest.interaction.AccessGuard;

/** Holds each lookup against the caller's scopes: its type is known only when it is made. */
public record GraphRights(List<AccessGuard> guards, HttpServletRequest request) {

  public void read(String type, String id) {
    check(new AccessGuard.Access(RestOperationTypeEnum.READ, type, id, null));
  }

  /**
   * @param searched every type that the search answers or looks into
   */
  public void search(String type, Set<String> searched) {
    check(new AccessGuard.Access(RestOperationTypeEnum.SEARCH_TYPE, type, null, null, searched));
  }

  private void check(AccessGuard.Access access) {
    guards.forEach(guard -> guard.check(request, access));
  }
}
