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

  Deletions(ConditionResolver conditions, ResourceRows rows, IndexRows index) {
    this.conditions = conditions;
    this.rows = rows;
    this.index = index;
  }

  /**
   * Deletes what the operations mean.
   *
   * @return those that found a resource
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
        .forEach((type, writes) -> found.addAll(delete(plan, type, writes)));
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

  private List<PlannedWrite> delete(WritePlan plan, String type, List<PlannedWrite> writes) {
    Map<String, CurrentRow> current =
        rows.lock(plan.tenant(), type, writes.stream().map(write -> write.id).toList());
    conditions.confirm(plan, writes);
    List<PlannedWrite> found = new ArrayList<>();
    for (PlannedWrite write : writes) {
      write.former = current.get(write.id);
      Versions.requireMatch(write);
      if (write.former != null) {
        write.rid = write.former.rid();
        write.version = write.former.version() + 1;
        write.lastUpdated = plan.timeAfter(write.former);
        write.patientRid = write.former.patientRid();
        (write.first == null ? write : write.first).deleted++;
        found.add(write);
      }
    }
    if (!found.isEmpty()) {
      rows.delete(plan.tenant(), type, found);
    }
    return found;
  }
}
