package org.xiangqiao.store.search.criteria;

import java.util.Set;

/**
 * What does not meet a condition, resources without any value included (R4 search.html#modifiers).
 */
record NotCriterion(Criterion criterion) implements Criterion {

  @Override
  public void write(SqlStatement sql, Row row) {
    sql.add("not coalesce((");
    // No index leads to what is not there.
    criterion.write(
        sql, new Row(row.alias(), row.type(), row.tenantId(), DrivingIndex.ID, row.tables()));
    sql.add("), false)");
  }

  @Override
  public Set<String> lookedInto() {
    return criterion.lookedInto();
  }
}
