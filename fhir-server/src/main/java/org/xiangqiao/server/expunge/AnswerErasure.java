package org.xiangqiao.server.expunge;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.erase.ErasedVersion;

/**
 * Answers that are kept for later ({@code Prefer: respond-async}): any of the tenant may hold what
 * is erased, so all go; who still wants one asks again.
 */
final class AnswerErasure implements ErasureParticipant {

  private final JdbcTemplate jdbc;

  AnswerErasure(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Map<String, Integer> erase(Caller caller, List<ErasedVersion> erased) {
    return Map.of(
        "answers", jdbc.update("delete from async_request where tenant_id = ?", caller.tenantId()));
  }

  @Override
  public Set<String> tables() {
    return Set.of("async_request");
  }
}
