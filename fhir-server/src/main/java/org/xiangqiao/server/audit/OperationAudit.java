package org.xiangqiao.server.audit;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.xiangqiao.store.Caller;

/** Lets an operation leave a record of its own in the transaction of what it does. */
public final class OperationAudit {

  private final ArrivedRecords arrived;
  private final Clock clock;

  OperationAudit(ArrivedRecords arrived, Clock clock) {
    this.arrived = arrived;
    this.clock = clock;
  }

  /**
   * Records something that was removed.
   *
   * @param operation for example {@code $expunge}
   * @param type resource type, or empty
   * @param id logical id, or empty
   * @param version or 0
   * @param patients logical ids of the residents (居民) concerned
   * @param detail how much; never anybody's data
   */
  public void removed(
      Caller caller,
      String operation,
      String type,
      String id,
      long version,
      Collection<String> patients,
      String detail) {
    arrived.add(
        List.of(
            new AuditRecord(
                caller.tenantId(),
                0,
                clock.instant(),
                caller.client(),
                caller.organization(),
                AuditAction.DELETE,
                operation,
                200,
                type,
                id,
                version,
                List.copyOf(patients),
                detail,
                caller.requestId(),
                AccessNotes.currentSource(),
                List.of())));
    AccessNotes.current().ifPresent(AccessNotes::writeRecorded);
  }
}
