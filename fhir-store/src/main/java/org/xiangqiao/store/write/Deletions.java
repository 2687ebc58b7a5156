package org.xiangqiao.store.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.xiangqiao.store.WriteOutcome;

/** Deletion (R4 http.html#delete): the row goes, history keeps it and gets a tombstone. */
final class Deletions {

  private final ConditionResolver conditions;
  private final ResourceRows rows;
  private final IndexRows index;
  private final Cascade cascade;

  Deletions(ConditionResolver conditions, ResourceRows rows, IndexRows index, Cascade cascade) {
    this.conditions = conditions;
    this.rows = rows;
    this.index = index;
    this.cascade = cascade;
  }

  /**
   * Deletes what the operations mean, and their referrers where they ask for it.
   *
   * @return those that found a resource, referrers before what they refer to
   */
  List<PlannedWrite> perform(WritePlan plan) {
    List<PlannedWrite> deletions = plan.deletions();
    if (deletions.isEmpty()) {
      return List.of();
    }
    for (PlannedWrite write : deletions) {
      write.effect = WriteOutcome.Effect.DELETED;
      if (write.prepared.criteria() != null) {
        find(plan, write);
      }
    }
    deletions = plan.deletions();
    deletions.stream().filter(write -> write.id != null).forEach(plan::own);
    List<PlannedWrite> found = new ArrayList<>();
    ByType.of(deletions.stream().filter(write -> write.id != null).toList())
        .forEach((type, writes) -> found.addAll(lock(plan, type, writes)));
    found.addAll(0, cascade.plan(plan, found));
    ByType.of(found).forEach((type, writes) -> rows.delete(plan.tenant(), type, writes));
    List<Long> rids = found.stream().map(write -> write.rid).toList();
    if (!rids.isEmpty()) {
      index.clear(plan.tenant(), rids, rids);
    }
    return found;
  }

  private void find(WritePlan plan, PlannedWrite write) {
    for (String id : conditions.findAll(plan, write)) {
      PlannedWrite meant = write.matched ? plan.besides(write, id) : write;
      meant.id = id;
      meant.matched = true;
    }
  }

  private List<PlannedWrite> lock(WritePlan plan, String type, List<PlannedWrite> writes) {
    Map<String, CurrentRow> current =
        rows.lock(plan.tenant(), type, writes.stream().map(write -> write.id).toList());
    conditions.confirm(plan, writes);
    List<PlannedWrite> found = new ArrayList<>();
    for (PlannedWrite write : writes) {
      write.former = current.get(write.id);
      Versions.requireMatch(write);
      if (write.former != null) {
        found(plan, write, write.former);
        (write.first == null ? write : write.first).deleted++;
        found.add(write);
      }
    }
    return found;
  }

  /** The tombstone follows the version that is current. */
  static void found(WritePlan plan, PlannedWrite write, CurrentRow row) {
    write.former = row;
    write.rid = row.rid();
    write.version = row.version() + 1;
    write.lastUpdated = plan.timeAfter(row);
    write.patientRid = row.patientRid();
  }
}
