package org.xiangqiao.terminology.service.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.xiangqiao.terminology.service.table.Hierarchy;
import org.xiangqiao.terminology.service.table.Hierarchy.Slice;

/**
 * What the rows of a whole table say of each other: makes the hierarchy, or says why not. In short
 * steps; who begins anew after a part of them comes to the same end.
 */
final class ParentCheck {

  private final Hierarchy hierarchy;
  private final BatchWriter batches;
  private final LoadLease lease;
  private final int most;

  /**
   * @param most problems to tell
   */
  ParentCheck(Hierarchy hierarchy, BatchWriter batches, LoadLease lease, int most) {
    this.hierarchy = hierarchy;
    this.batches = batches;
    this.lease = lease;
    this.most = most;
  }

  /** Rows whose parents are wrong so that nothing may be installed; they are not noted yet. */
  List<RowProblem> check(LoadTurn turn, boolean namesParents) {
    LoadOptions options = turn.job().options();
    boolean parents = namesParents || !options.prefixes().isEmpty();
    if (!parents || options.hierarchyIs("none") || options.hierarchyIs("outside")) {
      return List.of();
    }
    List<RowProblem> orphans = new ArrayList<>();
    for (Slice slice : hierarchy.slices(turn.job().versionKey())) {
      if (orphans.size() < most) {
        orphans.addAll(turn.step(() -> orphans(turn.job(), slice, most - orphans.size())));
      }
    }
    if (!orphans.isEmpty()) {
      return orphans;
    }
    return problems(
        "row-parent-circle",
        hierarchy.build(
            turn.job().versionKey(), most, work -> turn.step(() -> work.getAsInt()).intValue()));
  }

  /** Deals with rows whose parent is not there; gives those that nothing can be done with. */
  private List<RowProblem> orphans(LoadJob job, Slice slice, int room) {
    List<RowProblem> orphans =
        problems("row-parent-unknown", hierarchy.unknownParents(slice, room));
    if (orphans.isEmpty()) {
      return orphans;
    }
    if (job.options().orphansMayBeRoots()) {
      hierarchy.liftOrphans(slice, job.options().prefixes());
      batches.note(job, atTop(job, orphans));
      return List.of();
    }
    if (job.options().lenient()) {
      hierarchy.dropUnknownParents(slice);
      batches.note(job, orphans);
      lease.refused(job, orphans.size());
      return List.of();
    }
    return orphans;
  }

  /** Those that have no parent now: worth a look, but not refused. */
  private List<RowProblem> atTop(LoadJob job, List<RowProblem> orphans) {
    Set<Long> top =
        hierarchy.roots(job.versionKey(), orphans.stream().map(RowProblem::row).toList());
    return orphans.stream()
        .filter(each -> top.contains(each.row()))
        .map(each -> new RowProblem(each.row(), each.place(), "row-orphan", each.arguments()))
        .toList();
  }

  private static List<RowProblem> problems(String rule, List<Hierarchy.Wrong> wrong) {
    List<RowProblem> problems = new ArrayList<>();
    for (Hierarchy.Wrong each : wrong) {
      problems.add(RowProblem.of(each.ordinal(), "parent", rule, each.code(), each.parent()));
    }
    return problems;
  }
}
