package org.xiangqiao.server.expunge;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xiangqiao.server.rest.async.AsyncRequests;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.erase.ErasedVersion;

/**
 * Answers that are kept for later ({@code Prefer: respond-async}): any of the tenant may hold what
 * is erased, so all go; who still wants one asks again.
 */
final class AnswerErasure implements ErasureParticipant {

  private final AsyncRequests requests;

  AnswerErasure(AsyncRequests requests) {
    this.requests = requests;
  }

  @Override
  public Map<String, Integer> erase(Caller caller, List<ErasedVersion> erased) {
    return Map.of("answers", requests.forgetAll(caller.tenantId()));
  }

  @Override
  public Set<String> tables() {
    return Set.of("async_request");
  }
}
