package org.xiangqiao.store.write;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.store.WriteOutcome;
import org.xiangqiao.store.database.ResourceTypes;

/**
 * Cascading deletion: what points at the deleted, and at that in turn, goes in the same
 * transaction. Level by level, each under the exclusive buckets of its targets, so that nobody adds
 * a referrer behind our back; up to a fixed number of resources.
 */
final class Cascade {

  private final JdbcTemplate jdbc;
  private final ResourceTypes types;
  private final ResourceRows rows;
  private final ReferenceIntegrity integrity;
  private final int limit;

  Cascade(
      JdbcTemplate jdbc,
      ResourceTypes types,
      ResourceRows rows,
      ReferenceIntegrity integrity,
      int limit) {
    this.jdbc = jdbc;
    this.types = types;
    this.rows = rows;
    this.integrity = integrity;
    this.limit = limit;
  }

  /**
   * Plans the deletion of all referrers of those deletions that ask for it; their rows are locked.
   * What the same transaction writes anew is left to it.
   *
   * @param found deletions that found their resource, index rows still there
   * @return referrers before what they refer to
   */
  List<PlannedWrite> plan(WritePlan plan, List<PlannedWrite> found) {
    Map<Long, PlannedWrite> level = new LinkedHashMap<>();
    found.stream().filter(Cascade::wanted).forEach(write -> level.put(write.rid, write));
    if (level.isEmpty()) {
      return List.of();
    }
    Set<Long> known = found.stream().map(write -> write.rid).collect(Collectors.toSet());
    Map<Long, PlannedWrite> roots = new HashMap<>(level);
    List<PlannedWrite> gone = new ArrayList<>();
    while (!level.isEmpty()) {
      integrity.lockAgainstReferrers(plan.tenant(), level.values());
      Map<Long, Link> links = referrers(plan.tenant(), level.keySet(), known);
      if (gone.size() + links.size() > limit) {
        throw tooLarge(plan.tenant(), level.values().iterator().next(), level, known, gone);
      }
      List<PlannedWrite> next = lock(plan, links, level, roots);
      level.clear();
      for (PlannedWrite write : next) {
        level.put(write.rid, write);
        known.add(write.rid);
        gone.add(write);
      }
    }
    Collections.reverse(gone);
    plan.cascaded.addAll(gone);
    return gone;
  }

  private static boolean wanted(PlannedWrite write) {
    return write.prepared.operation() instanceof WriteOperation.Delete delete && delete.cascade();
  }

  /** By row id; one more than allowed is enough to know that they are too many. */
  private Map<Long, Link> referrers(int tenant, Collection<Long> targets, Set<Long> known) {
    Map<Long, Link> found = new LinkedHashMap<>();
    jdbc.query(
        """
        select distinct on (rid) rid, source_type, target_rid from index_reference
         where tenant_id = ? and target_rid = any(?) and rid <> all(?)
         order by rid, target_rid limit ?
        """,
        statement -> {
          new Bindings(statement).value(tenant).longs(targets).longs(known).value(limit + 1);
        },
        row -> {
          found.put(row.getLong(1), new Link(types.name(row.getShort(2)), row.getLong(3)));
        });
    return found;
  }

  /** Takes the rows, and asks again: a referrer may have been changed while we waited for it. */
  private List<PlannedWrite> lock(
      WritePlan plan,
      Map<Long, Link> links,
      Map<Long, PlannedWrite> targets,
      Map<Long, PlannedWrite> roots) {
    Map<String, Set<Long>> byType = new TreeMap<>();
    links.forEach(
        (rid, link) -> byType.computeIfAbsent(link.type(), type -> new HashSet<>()).add(rid));
    List<PlannedWrite> locked = new ArrayList<>();
    byType.forEach(
        (type, rids) -> {
          List<String> ids =
              rows.ids(plan.tenant(), type, rids).values().stream()
                  .filter(id -> !writtenAnew(plan, new Target(type, id)))
                  .toList();
          rows.lock(plan.tenant(), type, ids).values().stream()
              // Deleted and made anew while we waited: then it is another row.
              .filter(row -> links.containsKey(row.rid()))
              .forEach(
                  row ->
                      locked.add(
                          deletion(plan, type, row, roots.get(links.get(row.rid()).target()))));
        });
    Set<Long> still = stillReferring(plan.tenant(), targets.keySet(), locked);
    List<PlannedWrite> deleted = new ArrayList<>();
    for (PlannedWrite write : locked) {
      if (still.contains(write.rid)) {
        plan.own(write);
        roots.put(write.rid, roots.get(links.get(write.rid).target()));
        roots.get(write.rid).cascaded.add(write);
        deleted.add(write);
      }
    }
    return deleted;
  }

  private static boolean writtenAnew(WritePlan plan, Target target) {
    return plan.writing(target) != null
        || plan.writes.stream()
            .anyMatch(write -> write.id != null && write.target().equals(target));
  }

  private static PlannedWrite deletion(
      WritePlan plan, String type, CurrentRow row, PlannedWrite root) {
    PlannedWrite write =
        new PlannedWrite(
            new PreparedWrite(
                new WriteOperation.Delete(type, row.id(), null, null, false, true),
                root.place(),
                type,
                row.id(),
                null,
                null,
                null,
                null));
    write.effect = WriteOutcome.Effect.DELETED;
    Deletions.found(plan, write, row);
    return write;
  }

  private Set<Long> stillReferring(
      int tenant, Collection<Long> targets, List<PlannedWrite> referrers) {
    Set<Long> still = new HashSet<>();
    if (!referrers.isEmpty()) {
      jdbc.query(
          "select distinct rid from index_reference"
              + " where tenant_id = ? and target_rid = any(?) and rid = any(?)",
          statement -> {
            new Bindings(statement)
                .value(tenant)
                .longs(targets)
                .longs(referrers, write -> write.rid);
          },
          row -> {
            still.add(row.getLong(1));
          });
    }
    return still;
  }

  private RuntimeException tooLarge(
      int tenant,
      PlannedWrite root,
      Map<Long, PlannedWrite> level,
      Set<Long> known,
      List<PlannedWrite> gone) {
    Map<String, Long> counts = new TreeMap<>();
    gone.forEach(write -> counts.merge(write.type(), 1L, Long::sum));
    jdbc.query(
        """
        select source_type, count(distinct rid) from index_reference
         where tenant_id = ? and target_rid = any(?) and rid <> all(?) group by source_type
        """,
        statement -> {
          new Bindings(statement).value(tenant).longs(level.keySet()).longs(known);
        },
        row -> {
          counts.merge(types.name(row.getShort(1)), row.getLong(2), Long::sum);
        });
    return StoreProblem.of(
            StoreProblem.Kind.CONFLICT,
            root.place(),
            "cascade-too-large",
            counts.values().stream().mapToLong(Long::longValue).sum(),
            counts.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", ")),
            limit)
        .exception();
  }

  /** A referrer's type and what it refers to. */
  private record Link(String type, long target) {}
}
