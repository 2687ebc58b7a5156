package org.xiangqiao.store.search.criteria;

import java.util.List;
import java.util.Set;

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

  @Override
  public Set<String> lookedInto() {
    return Criterion.lookedInto(criteria);
  }
}
