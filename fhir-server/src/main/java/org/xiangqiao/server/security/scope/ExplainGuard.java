package org.xiangqiao.server.security.scope;

import jakarta.servlet.http.HttpServletRequest;
import org.xiangqiao.server.rest.interaction.AccessGuard;
import org.xiangqiao.server.rest.interaction.ExplainInteraction;
import org.xiangqiao.server.security.CallerAuthentication;
import org.xiangqiao.server.security.SecurityFaults;

/**
 * Plans of searches tell how much of what there is and how fast the server is: they need a scope of
 * their own beside the one for the search.
 */
public final class ExplainGuard implements AccessGuard {

  @Override
  public void check(HttpServletRequest request, Access access) {
    if (request.getParameter(ExplainInteraction.PARAMETER) != null
        && !CallerAuthentication.current().scopes().allows(ProductScope.SEARCH_EXPLAIN)) {
      throw SecurityFaults.scopeMissing(ProductScope.SEARCH_EXPLAIN.text(), "").exception();
    }
  }
}
