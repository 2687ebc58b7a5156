package org.xiangqiao.server.audit;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.Change;
import org.xiangqiao.store.WriteParticipant;

/** Records every written version in the transaction that writes it: both commit or neither. */
class WriteAudit implements WriteParticipant {

  private final AuditTable table;
  private final Clock clock;

  WriteAudit(AuditTable table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  @Override
  public void written(Caller caller, List<Change> changes) {
    Instant now = clock.instant();
    String source = AccessNotes.currentSource();
    table.insert(changes.stream().map(change -> record(caller, change, now, source)).toList());
    AccessNotes.current().ifPresent(AccessNotes::writeRecorded);
  }

  private static AuditRecord record(Caller caller, Change change, Instant now, String source) {
    AuditAction action;
    String interaction;
    int status;
    switch (change.effect()) {
      case CREATED -> {
        action = AuditAction.CREATE;
        interaction = "create";
        status = 201;
      }
      case UPDATED -> {
        action = AuditAction.UPDATE;
        interaction = "update";
        status = 200;
      }
      case DELETED -> {
        action = AuditAction.DELETE;
        interaction = "delete";
        status = 204;
      }
      default -> {
        // Nothing was changed, but the sender learnt that it is there.
        action = AuditAction.READ;
        interaction = "read";
        status = 200;
      }
    }
    return new AuditRecord(
        caller.tenantId(),
        0,
        now,
        caller.client(),
        caller.organization(),
        action,
        interaction,
        status,
        change.type(),
        change.id(),
        change.version(),
        change.patientId() == null ? patient(change) : List.of(change.patientId()),
        "",
        caller.requestId(),
        source);
  }

  private static List<String> patient(Change change) {
    return "Patient".equals(change.type()) ? List.of(change.id()) : List.of();
  }
}
