package org.xiangqiao.store.search.criteria;

import java.util.List;
import java.util.Set;

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

  @Override
  public Set<String> lookedInto() {
    return Criterion.lookedInto(criteria);
  }
}
