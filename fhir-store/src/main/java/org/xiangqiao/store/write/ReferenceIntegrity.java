package org.xiangqiao.store.write;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.ReferencePolicy;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.database.ResourceTypes;

/**
 * No reference to nothing, no deletion of what is referenced, whoever races whom: writers of
 * references and deleters meet at 256 advisory-lock buckets per tenant
 * (docs/decisions/0001-reference-integrity.md).
 */
final class ReferenceIntegrity {

  private static final int REFERRERS_NAMED = 5;

  private final JdbcTemplate jdbc;
  private final ResourceTypes types;
  private final ResourceRows rows;
  private final AdvisoryLocks locks;
  private final ReferencePolicy policy;

  ReferenceIntegrity(
      JdbcTemplate jdbc,
      ResourceTypes types,
      ResourceRows rows,
      AdvisoryLocks locks,
      ReferencePolicy policy) {
    this.jdbc = jdbc;
    this.types = types;
    this.rows = rows;
    this.locks = locks;
    this.policy = policy;
  }

  /**
   * Takes the buckets of everything deleted (exclusive) and referenced (shared). Once they are
   * held, what a statement sees of targets and referrers stays true until the commit. A deletion
   * that is refused anyway is refused before: while it waited, nobody could refer to anything in
   * its bucket.
   */
  void lock(WritePlan plan, List<PlannedWrite> writes, List<PlannedWrite> deleted) {
    if (!policy.enforced()) {
      return;
    }
    if (plan.deletions().size() == plan.writes.size()) {
      refuseReferenced(plan, deleted);
    }
    TreeMap<Long, Boolean> buckets = new TreeMap<>();
    for (PlannedWrite write : writes) {
      for (Target target : write.references.keySet()) {
        if (plan.writing(target) == null) {
          buckets.put(AdvisoryLocks.bucket(plan.tenant(), target), false);
        }
      }
    }
    for (PlannedWrite write : deleted) {
      buckets.put(AdvisoryLocks.bucket(plan.tenant(), write.target()), true);
    }
    locks.acquire(buckets);
  }

  /** Once it returns, who refers to these is visible, and nobody else will. */
  void lockAgainstReferrers(int tenant, Collection<PlannedWrite> targets) {
    if (policy.enforced()) {
      TreeMap<Long, Boolean> buckets = new TreeMap<>();
      targets.forEach(write -> buckets.put(AdvisoryLocks.bucket(tenant, write.target()), true));
      locks.acquire(buckets);
    }
  }

  /** Row ids of all targets; a local reference to nothing is refused. */
  Map<Target, Long> targets(WritePlan plan, List<PlannedWrite> writes) {
    Map<Target, Long> known = new HashMap<>();
    SortedMap<String, Set<String>> foreign = new TreeMap<>();
    for (PlannedWrite write : writes) {
      for (Target target : write.references.keySet()) {
        PlannedWrite own = plan.writing(target);
        if (own != null && !own.prepared.isDelete()) {
          known.put(target, own.rid);
        } else {
          foreign.computeIfAbsent(target.type(), t -> new LinkedHashSet<>()).add(target.id());
        }
      }
    }
    known.putAll(rows.rids(plan.tenant(), foreign));
    if (policy.checksReferencesOf(plan.caller)) {
      refuseDangling(writes, known);
    }
    return known;
  }

  private static void refuseDangling(List<PlannedWrite> writes, Map<Target, Long> known) {
    List<StoreProblem> problems = new ArrayList<>();
    for (PlannedWrite write : writes) {
      write.references.forEach(
          (target, path) -> {
            if (!known.containsKey(target)) {
              problems.add(
                  StoreProblem.of(
                      StoreProblem.Kind.UNPROCESSABLE,
                      path,
                      "reference-to-nothing",
                      target.toString()));
            }
          });
    }
    if (!problems.isEmpty()) {
      throw new StoreException(problems);
    }
  }

  /** At the end of the transaction nothing may point at what it deleted. */
  void refuseReferenced(WritePlan plan, List<PlannedWrite> deleted) {
    if (!policy.enforced() || deleted.isEmpty()) {
      return;
    }
    Map<Long, PlannedWrite> byRid = new HashMap<>();
    deleted.forEach(write -> byRid.put(write.rid, write));
    Map<Long, Map<String, Set<Long>>> referrers = new HashMap<>();
    jdbc.query(
        "select distinct target_rid, source_type, rid from index_reference"
            + " where tenant_id = ? and target_rid = any(?) limit 100",
        statement -> {
          new Bindings(statement).value(plan.tenant()).longs(byRid.keySet());
        },
        row -> {
          referrers
              .computeIfAbsent(row.getLong(1), rid -> new TreeMap<>())
              .computeIfAbsent(types.name(row.getShort(2)), type -> new LinkedHashSet<>())
              .add(row.getLong(3));
        });
    if (referrers.isEmpty()) {
      return;
    }
    List<StoreProblem> problems = new ArrayList<>();
    referrers.forEach(
        (rid, sources) ->
            problems.add(
                StoreProblem.of(
                    StoreProblem.Kind.CONFLICT,
                    byRid.get(rid).place(),
                    "still-referenced",
                    byRid.get(rid).target().toString(),
                    String.join(", ", names(plan.tenant(), sources)))));
    throw new StoreException(problems);
  }

  private List<String> names(int tenant, Map<String, Set<Long>> sources) {
    List<String> names = new ArrayList<>();
    sources.forEach(
        (type, rids) ->
            rows.ids(tenant, type, rids).values().stream()
                .sorted()
                .limit(REFERRERS_NAMED - Math.min(REFERRERS_NAMED, names.size()))
                .forEach(id -> names.add(type + "/" + id)));
    return names;
  }
}
