package org.xiangqiao.server.bulkimport;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.xiangqiao.store.Caller;

/**
 * A job (批量导入任务).
 *
 * @param request address of the request
 * @param state {@code receiving, waiting, running, done} or {@code failed}
 * @param pass from 2 on rows are tried again that referred to nothing
 * @param problem rule why it failed, or null
 * @param fence number of the lease under which it is worked on
 */
record ImportJob(
    UUID id,
    Caller caller,
    String request,
    String state,
    int pass,
    String problem,
    Instant createdAt,
    Instant expiresAt,
    long fence,
    List<ImportInput> inputs) {

  boolean finished() {
    return state.equals("done") || state.equals("failed");
  }
}
