package org.xiangqiao.store.write;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.store.Change;
import org.xiangqiao.store.WriteOutcome;
import org.xiangqiao.store.WriteParticipant;
import org.xiangqiao.store.database.DatabaseFailures;

/** Tells the participants what the running transaction wrote, in the order it was done. */
final class Participation {

  private final ResourceRows rows;
  private final BodyEncoder encoder;

  Participation(ResourceRows rows, BodyEncoder encoder) {
    this.rows = rows;
    this.encoder = encoder;
  }

  void tell(WritePlan plan, List<WriteParticipant> participants) {
    if (participants.isEmpty()) {
      return;
    }
    List<PlannedWrite> effective =
        plan.inOrder().stream().filter(write -> write.id != null && write.version > 0).toList();
    if (effective.isEmpty()) {
      return;
    }
    List<Change> changes = changes(plan, effective);
    for (WriteParticipant participant : participants) {
      try {
        participant.written(plan.caller, changes);
      } catch (RuntimeException failure) {
        throw DatabaseFailures.deadlocked(failure) ? failure : new ParticipantFailure(failure);
      }
    }
  }

  private List<Change> changes(WritePlan plan, List<PlannedWrite> writes) {
    Set<Long> rids = new LinkedHashSet<>();
    for (PlannedWrite write : writes) {
      if (write.patientId == null && write.patientRid != null) {
        rids.add(write.patientRid);
      }
    }
    Map<Long, String> patients =
        rids.isEmpty() ? new HashMap<>() : rows.ids(plan.tenant(), "Patient", rids);
    for (PlannedWrite write : writes) {
      if (write.type().equals("Patient") && write.effect == WriteOutcome.Effect.DELETED) {
        patients.put(write.rid, write.id);
      }
    }
    List<Change> changes = new ArrayList<>();
    for (PlannedWrite write : writes) {
      String patient = write.patientId != null ? write.patientId : patients.get(write.patientRid);
      changes.add(
          new Change(write.effect, write.type(), write.id, write.version, content(write), patient));
    }
    return List.copyOf(changes);
  }

  private Resource content(PlannedWrite write) {
    if (write.effect == WriteOutcome.Effect.DELETED) {
      return null;
    }
    boolean found = write.effect == WriteOutcome.Effect.UNCHANGED && write.prepared.isCreate();
    return found ? encoder.parse(write.json) : write.resource();
  }

  /** Keeps a participant's own failure apart from a race that the store lost. */
  static final class ParticipantFailure extends RuntimeException {
    ParticipantFailure(RuntimeException cause) {
      super(cause);
    }

    RuntimeException failure() {
      return (RuntimeException) getCause();
    }
  }
}
