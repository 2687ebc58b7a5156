package org.xiangqiao.store.search.criteria;

import java.util.List;

/** What meets at least one of several conditions. */
record AnyCriterion(List<Criterion> criteria) implements Criterion {

  @Override
  public void write(SqlStatement sql, Row row) {
    String or = "(";
    for (Criterion criterion : criteria) {
      sql.add(or);
      criterion.write(sql, row);
      or = " or ";
    }
    sql.add(")");
  }
}
