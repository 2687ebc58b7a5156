package org.xiangqiao.store.search.criteria;

import java.util.List;

/** What meets all of several conditions. */
record AllCriterion(List<Criterion> criteria) implements Criterion {

  @Override
  public void write(SqlStatement sql, Row row) {
    String and = "(";
    for (Criterion criterion : criteria) {
      sql.add(and);
      criterion.write(sql, row);
      and = " and ";
    }
    sql.add(")");
  }
}
