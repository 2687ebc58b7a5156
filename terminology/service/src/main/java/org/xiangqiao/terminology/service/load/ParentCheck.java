package org.xiangqiao.terminology.service.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.xiangqiao.terminology.service.table.Hierarchy;

/** What the rows of a whole table say of each other: makes the hierarchy, or says why not. */
final class ParentCheck {

  private final Hierarchy hierarchy;
  private final BatchWriter batches;
  private final int most;

  /**
   * @param most problems to tell
   */
  ParentCheck(Hierarchy hierarchy, BatchWriter batches, int most) {
    this.hierarchy = hierarchy;
    this.batches = batches;
    this.most = most;
  }

  /** The rows whose parents are wrong; inside a transaction. */
  List<RowProblem> check(LoadJob job, boolean namesParents) {
    boolean parents = namesParents || !job.options().prefixes().isEmpty();
    if (!parents || job.options().hierarchyIs("none") || job.options().hierarchyIs("outside")) {
      return List.of();
    }
    List<RowProblem> orphans =
        problems("row-parent-unknown", hierarchy.unknownParents(job.versionKey(), most));
    if (!orphans.isEmpty() && job.options().orphansMayBeRoots()) {
      hierarchy.liftOrphans(job.versionKey(), job.options().prefixes());
      batches.note(job, atTop(job, orphans));
      orphans = List.of();
    } else if (!orphans.isEmpty() && !job.options().lenient()) {
      return orphans;
    } else if (!orphans.isEmpty()) {
      hierarchy.dropUnknownParents(job.versionKey());
    }
    List<Hierarchy.Wrong> circle = hierarchy.build(job.versionKey(), most);
    return circle.isEmpty() ? orphans : problems("row-parent-circle", circle);
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
