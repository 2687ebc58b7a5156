package org.xiangqiao.server.insurance;

import org.springframework.security.core.context.SecurityContextHolder;
import org.xiangqiao.server.security.CallerAuthentication;
import org.xiangqiao.server.security.SecurityFaults;
import org.xiangqiao.server.security.scope.Need;
import org.xiangqiao.server.security.scope.Permission;

/**
 * Whoever stores a Task that cancels a settlement needs what {@code Claim/$cancel} asks for: to
 * write Tasks is not enough. What the server writes itself, without a token, is not bound.
 */
final class CancelRights {

  private static final Need CANCEL = new Need("Claim", Permission.UPDATE);

  private CancelRights() {}

  static void require(String claim) {
    if (SecurityContextHolder.getContext().getAuthentication()
            instanceof CallerAuthentication caller
        && !caller.scopes().allows(CANCEL)) {
      throw SecurityFaults.scopeMissing(CANCEL.scope(), "Task.focus").exception();
    }
  }
}
