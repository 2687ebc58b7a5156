package org.xiangqiao.store.write;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.StoreProblem.Kind;
import org.xiangqiao.store.search.CriteriaFinder;

/**
 * Conditional create, update and delete (R4 http.html#ccreate, #cond-update, #cdelete): equal
 * criteria wait for each other at an advisory lock, and are searched under it.
 */
final class ConditionResolver {

  private final CriteriaFinder finder;
  private final AdvisoryLocks locks;

  ConditionResolver(CriteriaFinder finder, AdvisoryLocks locks) {
    this.finder = finder;
    this.locks = locks;
  }

  void lock(WritePlan plan) {
    Set<Long> keys = new HashSet<>();
    for (PlannedWrite write : plan.writes) {
      PreparedWrite prepared = write.prepared;
      if (prepared.criteria() != null) {
        keys.add(
            AdvisoryLocks.condition(plan.tenant(), prepared.type(), prepared.normalised()));
      }
    }
    locks.acquire(AdvisoryLocks.conditions(plan.tenant(), keys));
  }

  /** Id of the only match, or null when nothing matches; several are refused. */
  String find(WritePlan plan, PlannedWrite write) {
    List<String> ids = finder.find(plan.caller, write.type(), write.prepared.criteria(), 2);
    if (ids.size() > 1) {
      throw refusal(Kind.PRECONDITION_FAILED, write, "criteria-match-several", write.type());
    }
    return ids.isEmpty() ? null : ids.get(0);
  }

  /** Decides which resource each conditional create and update means; null id stays: a new one. */
  void resolve(WritePlan plan) {
    Set<String> unmatched = new HashSet<>();
    for (PlannedWrite write : plan.inOrder()) {
      PreparedWrite prepared = write.prepared;
      if (prepared.criteria() == null || prepared.isDelete()) {
        continue;
      }
      String found = find(plan, write);
      if (found == null) {
        if (!unmatched.add(write.type() + "?" + prepared.normalised())) {
          throw refusal(Kind.INVALID, write, "duplicate-criteria");
        }
      } else if (prepared.id() != null && !prepared.id().equals(found)) {
        throw refusal(Kind.INVALID, write, "criteria-match-other", write.type() + "/" + found);
      } else {
        write.id = found;
      }
    }
  }

  private static StoreException refusal(
      Kind kind, PlannedWrite write, String key, Object... arguments) {
    return StoreProblem.of(kind, write.place(), key, arguments).exception();
  }
}
