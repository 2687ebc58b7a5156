package org.xiangqiao.store.search.criteria;

/**
 * What has any value of a parameter.
 *
 * @param mark of the parameter in column {@code present}
 */
record PresentCriterion(int mark) implements Criterion {

  @Override
  public void write(SqlStatement sql, Row row) {
    sql.add("? = any(" + row.column("present") + ")", mark);
  }
}
