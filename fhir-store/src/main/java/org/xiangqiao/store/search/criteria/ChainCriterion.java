package org.xiangqiao.store.search.criteria;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A chain (R4 search.html#chaining): what refers to a resource that meets a condition.
 *
 * @param parameter key of the reference in the link table
 * @param byColumn whether column {@code patient_rid} holds the same references
 * @param targets conditions by type of the resource referred to
 */
record ChainCriterion(long parameter, boolean byColumn, List<Target> targets) implements Criterion {

  /** A type that may be referred to, and what its resource has to meet. */
  record Target(String type, Criterion criterion) {}

  @Override
  public void write(SqlStatement sql, Row row) {
    if (byColumn) {
      sql.add(row.column("patient_rid") + " in (");
      targets(sql, row);
      sql.add(")");
      return;
    }
    sql.add(
        row.column("rid")
            + " in (select i.rid from index_reference i where i.tenant_id = ?"
            + " and i.parameter = ? and i.target_rid in (",
        row.tenantId(),
        parameter);
    targets(sql, row);
    sql.add("))");
  }

  private void targets(SqlStatement sql, Row row) {
    String union = "";
    for (Target target : targets) {
      sql.add(union);
      row.select(sql, target.type(), "rid", target.criterion());
      union = " union all ";
    }
  }

  @Override
  public Set<String> lookedInto() {
    Set<String> types = new TreeSet<>();
    for (Target target : targets) {
      types.add(target.type());
      types.addAll(target.criterion().lookedInto());
    }
    return types;
  }

  @Override
  public DrivingIndex offer() {
    return targets.stream().allMatch(target -> target.criterion().offer().isSelective())
        ? DrivingIndex.LINKED_TOKEN
        : DrivingIndex.PLANNED;
  }
}
