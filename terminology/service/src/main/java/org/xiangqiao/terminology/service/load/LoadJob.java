package org.xiangqiao.terminology.service.load;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.xiangqiao.store.Caller;

/**
 * What is asked of an imported code system (导入任务): to load a file, to switch, to remove.
 *
 * @param kind {@code load, activate, rollback} or {@code remove}
 * @param version null for a roll-back
 * @param versionKey of the version that is loaded, else null
 * @param state {@code receiving, waiting, running, done, failed} or {@code cancelled}
 * @param rowsDone number of the last row that is dealt with
 * @param problem rule why it failed, or null
 * @param fence number of the lease under which it is worked on
 */
public record LoadJob(
    UUID id,
    Caller caller,
    String kind,
    String url,
    String version,
    Long versionKey,
    LoadOptions options,
    String state,
    long rowsDone,
    int loaded,
    int merged,
    long refused,
    String problem,
    List<String> problemArguments,
    Instant createdAt,
    Instant finishedAt,
    Instant expiresAt,
    long fence) {

  public boolean finished() {
    return state.equals("done") || state.equals("failed") || state.equals("cancelled");
  }
}
