package org.xiangqiao.store.search.criteria;

/**
 * {@code :missing}: whether the resource has a value for a parameter (R4 search.html#modifiers).
 *
 * @param mark of the parameter in column {@code present}
 */
record MissingCriterion(int mark, boolean missing) implements Criterion {

  @Override
  public void write(SqlStatement sql, Row row) {
    sql.add((missing ? "not " : "") + "? = any(" + row.column("present") + ")", mark);
  }
}
