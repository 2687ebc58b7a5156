package org.xiangqiao.store.search.criteria;

import java.util.Set;
import java.util.TreeSet;

/**
 * A reverse chain, {@code _has} (R4 search.html#has): what a resource that meets a condition refers
 * to.
 *
 * @param sourceType type of the resource that refers
 * @param parameter key of its reference in the link table
 * @param byColumn whether its column {@code patient_rid} holds the same references
 */
record ReverseChainCriterion(
    String sourceType, long parameter, boolean byColumn, Criterion criterion) implements Criterion {

  @Override
  public void write(SqlStatement sql, Row row) {
    sql.add(row.column("rid") + " in (");
    if (byColumn) {
      row.select(sql, sourceType, "patient_rid", criterion);
    } else {
      sql.add(
          "select i.target_rid from index_reference i where i.tenant_id = ? and i.parameter = ?"
              + " and i.rid in (",
          row.tenantId(),
          parameter);
      row.select(sql, sourceType, "rid", criterion);
      sql.add(")");
    }
    sql.add(")");
  }

  @Override
  public Set<String> lookedInto() {
    Set<String> types = new TreeSet<>(criterion.lookedInto());
    types.add(sourceType);
    return types;
  }

  @Override
  public DrivingIndex offer() {
    return criterion.offer().isSelective() ? DrivingIndex.LINKED_TOKEN : DrivingIndex.PLANNED;
  }
}
