package org.xiangqiao.server.audit;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.Change;
import org.xiangqiao.store.WriteParticipant;

/**
 * Records every written version in the transaction that writes it: both commit or neither. What is
 * done to several resources of one type of one resident is one record, or a few.
 */
class WriteAudit implements WriteParticipant {

  /** An AuditEvent names each of them, and a page holds hundreds of events. */
  private static final int MOST_IN_ONE = 50;

  private final ArrivedRecords arrived;
  private final Clock clock;

  WriteAudit(ArrivedRecords arrived, Clock clock) {
    this.arrived = arrived;
    this.clock = clock;
  }

  @Override
  public void written(Caller caller, List<Change> changes) {
    Instant now = clock.instant();
    String source = AccessNotes.currentSource();
    arrived.add(alike(changes).stream().map(group -> record(caller, group, now, source)).toList());
    AccessNotes.current().ifPresent(AccessNotes::writeRecorded);
  }

  private static List<List<Change>> alike(List<Change> changes) {
    List<List<Change>> groups = new ArrayList<>();
    Map<List<Object>, List<Change>> open = new HashMap<>();
    for (Change change : changes) {
      List<Object> what = List.of(change.effect(), change.type(), patients(change));
      List<Change> group = open.get(what);
      if (group == null || group.size() == MOST_IN_ONE) {
        group = new ArrayList<>();
        open.put(what, group);
        groups.add(group);
      }
      group.add(change);
    }
    return groups;
  }

  private static AuditRecord record(Caller caller, List<Change> alike, Instant now, String source) {
    Change change = alike.get(0);
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
        patients(change),
        "",
        caller.requestId(),
        source,
        alike.stream()
            .skip(1)
            .map(each -> new AuditRecord.Version(each.id(), each.version()))
            .toList());
  }

  private static List<String> patients(Change change) {
    if (change.patientId() != null) {
      return List.of(change.patientId());
    }
    return "Patient".equals(change.type()) ? List.of(change.id()) : List.of();
  }
}
