package org.xiangqiao.store.search.criteria;

import java.util.List;

/**
 * {@code :text} of codes and {@code :below} of URIs: any of the beginnings. The distinct texts are
 * few; the resource's tokens hold their hashes.
 *
 * @param parameter key of the index rows
 */
record TermCriterion(long parameter, List<String> beginnings) implements Criterion {

  @Override
  public void write(SqlStatement sql, Row row) {
    sql.add(
        row.column("tokens")
            + " && array(select t.hash from index_term t"
            + " where t.tenant_id = ? and t.parameter = ? and ",
        row.tenantId(),
        parameter);
    String or = "(";
    for (String beginning : beginnings) {
      sql.add(or + "(t.folded >= ? and t.folded < ?)", beginning, beginning + TextCriterion.LAST);
      or = " or ";
    }
    sql.add("))");
  }
}
