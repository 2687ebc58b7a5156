package org.xiangqiao.store.search.criteria;

import java.util.List;

/** {@code _id}: any of the logical ids. */
record IdCriterion(List<String> ids) implements Criterion {

  @Override
  public void write(SqlStatement sql, Row row) {
    sql.add(row.column("fhir_id") + " = any(?)", (Object) ids.toArray(String[]::new));
  }

  @Override
  public DrivingIndex offer() {
    return DrivingIndex.ID;
  }
}
