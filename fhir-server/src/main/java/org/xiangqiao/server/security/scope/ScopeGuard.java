package org.xiangqiao.server.security.scope;

import jakarta.servlet.http.HttpServletRequest;
import org.xiangqiao.server.rest.interaction.AccessGuard;
import org.xiangqiao.server.security.CallerAuthentication;
import org.xiangqiao.server.security.SecurityFaults;

/**
 * Holds every FHIR interaction against the scopes of the token, each entry of a batch or
 * transaction too, before anything is read or written. SMART App Launch 2.2. One entry that is not
 * allowed refuses its whole transaction; in a batch, only itself.
 */
public class ScopeGuard implements AccessGuard {

  private final InteractionNeeds needs = new InteractionNeeds();

  @Override
  public void check(HttpServletRequest request, Access access) {
    SmartScopes scopes = CallerAuthentication.current().scopes();
    boolean conditional = access.id() == null && access.query() != null;
    for (Need need :
        needs.of(access.interaction(), access.type(), conditional, access.searched())) {
      if (!scopes.allows(need)) {
        throw SecurityFaults.scopeMissing(need.scope(), "").exception();
      }
    }
  }

  @Override
  public void checkCascade(HttpServletRequest request) {
    if (!CallerAuthentication.current().scopes().allows(ProductScope.CASCADE)) {
      throw SecurityFaults.scopeMissing(ProductScope.CASCADE.text(), "").exception();
    }
  }

  @Override
  public void checkScope(HttpServletRequest request, String scope) {
    if (!CallerAuthentication.current().scopes().allows(ProductScope.of(scope))) {
      throw SecurityFaults.scopeMissing(scope, "").exception();
    }
  }
}
