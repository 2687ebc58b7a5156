package org.xiangqiao.store.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.dao.ConcurrencyFailureException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.WriteOutcome;

/**
 * Decides id, row and version number of each create and update. Numbers go on after a deletion (R4
 * http.html#versions), and If-Match names the version that must be current.
 */
final class Versions {

  private final ResourceRows rows;
  private final ConditionResolver conditions;
  private final Patching patching;

  Versions(ResourceRows rows, ConditionResolver conditions, Patching patching) {
    this.rows = rows;
    this.conditions = conditions;
    this.patching = patching;
  }

  void assign(WritePlan plan) {
    existing(plan);
    for (PlannedWrite write : plan.creations()) {
      if (write.id == null) {
        create(plan, write, UUID.randomUUID().toString());
        plan.own(write);
      }
    }
    update(plan);
    for (PlannedWrite write : plan.writes) {
      if (write.prepared.fullUrl() != null && write.id != null) {
        plan.placeholders.put(write.prepared.fullUrl(), write.target().toString());
      }
    }
  }

  /** Conditional creates that found their match. */
  private void existing(WritePlan plan) {
    ByType.of(plan.creations().stream().filter(write -> write.id != null).toList())
        .forEach(
            (type, writes) -> {
              Map<String, CurrentRow> current =
                  rows.read(plan.tenant(), type, writes.stream().map(write -> write.id).toList());
              for (PlannedWrite write : writes) {
                stay(write, current.get(write.id));
              }
            });
  }

  private static void stay(PlannedWrite write, CurrentRow row) {
    if (row == null) {
      throw new ConcurrencyFailureException("the match of a condition was deleted in between");
    }
    write.former = row;
    write.effect = WriteOutcome.Effect.UNCHANGED;
    write.rid = row.rid();
    write.version = row.version();
    write.lastUpdated = row.lastUpdated();
    write.json = row.body();
    write.patientRid = row.patientRid();
  }

  private void update(WritePlan plan) {
    List<PlannedWrite> updates = plan.updates();
    for (PlannedWrite write : updates) {
      if (write.id == null) {
        write.id = UUID.randomUUID().toString();
      }
      plan.own(write);
    }
    List<PlannedWrite> fresh = new ArrayList<>();
    ByType.of(updates)
        .forEach(
            (type, writes) -> {
              Map<String, CurrentRow> current =
                  rows.lock(plan.tenant(), type, writes.stream().map(write -> write.id).toList());
              conditions.confirm(plan, writes);
              for (PlannedWrite write : writes) {
                write.former = current.get(write.id);
                requireMatch(write);
                if (write.prepared.isPatch()) {
                  requireCurrent(plan, write);
                  patching.apply(plan, write);
                }
                if (write.former == null) {
                  fresh.add(write);
                } else {
                  requireOwnId(write);
                  write.effect = WriteOutcome.Effect.UPDATED;
                  write.rid = write.former.rid();
                  write.version = write.former.version() + 1;
                  write.lastUpdated = plan.timeAfter(write.former);
                }
              }
            });
    if (!fresh.isEmpty()) {
      recreate(plan, fresh);
    }
  }

  /** Update as create: goes on where a deleted resource of this id stopped. */
  private void recreate(WritePlan plan, List<PlannedWrite> writes) {
    Map<Target, CurrentRow> tombstones = rows.tombstones(plan.tenant(), writes);
    for (PlannedWrite write : writes) {
      create(plan, write, write.id);
      CurrentRow last = tombstones.get(write.target());
      if (last != null) {
        write.rid = last.rid();
        write.version = last.version() + 1;
        write.lastUpdated = plan.timeAfter(last);
      }
    }
  }

  private static void create(WritePlan plan, PlannedWrite write, String id) {
    write.id = id;
    write.effect = WriteOutcome.Effect.CREATED;
    write.rid = plan.nextRid();
    write.version = 1;
    write.lastUpdated = plan.time();
  }

  private void requireCurrent(WritePlan plan, PlannedWrite write) {
    if (write.former == null) {
      boolean deleted = !rows.tombstones(plan.tenant(), List.of(write)).isEmpty();
      throw StoreProblem.of(
              deleted ? StoreProblem.Kind.GONE : StoreProblem.Kind.NOT_FOUND,
              write.place(),
              deleted ? "resource-deleted" : "resource-unknown",
              write.target().toString())
          .exception();
    }
  }

  /** Criteria that match nothing must not replace a resource which only has the same id. */
  private static void requireOwnId(PlannedWrite write) {
    if (write.prepared.criteria() != null && !write.matched) {
      throw StoreProblem.of(
              StoreProblem.Kind.CONFLICT,
              write.place(),
              "criteria-id-taken",
              write.target().toString())
          .exception();
    }
  }

  static void requireMatch(PlannedWrite write) {
    if (write.prepared.onlyIfAbsent() && write.former != null) {
      throw StoreProblem.of(
              StoreProblem.Kind.PRECONDITION_FAILED,
              write.place(),
              "exists-already",
              write.target().toString())
          .exception();
    }
    Long wanted = write.prepared.ifMatch();
    long current = write.former == null ? 0 : write.former.version();
    if (wanted != null && wanted != current) {
      throw StoreProblem.of(
              StoreProblem.Kind.PRECONDITION_FAILED,
              write.place(),
              write.former == null ? "version-of-nothing" : "version-mismatch",
              write.target().toString(),
              wanted,
              current)
          .exception();
    }
  }
}
