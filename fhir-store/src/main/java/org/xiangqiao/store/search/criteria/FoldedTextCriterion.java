package org.xiangqiao.store.search.criteria;

/**
 * A whole text or its end, without regard to case, accents and widths, as {@code _filter} compares
 * strings (R4 search_filter.html).
 *
 * @param parameter key of the index rows
 * @param folded the text wanted, folded
 */
record FoldedTextCriterion(long parameter, Comparison comparison, String folded)
    implements Criterion {

  /** How texts are compared. */
  enum Comparison {
    EQUAL("s.folded = ?"),
    UNEQUAL("s.folded <> ?"),
    ENDS("right(s.folded, char_length(?)) = ?");

    private final String sql;

    Comparison(String sql) {
      this.sql = sql;
    }
  }

  @Override
  public void write(SqlStatement sql, Row row) {
    sql.add(
        "exists (select 1 from index_string s where s.tenant_id = ? and s.parameter = ?"
            + " and s.rid = "
            + row.column("rid")
            + " and "
            + TextCriterion.WRITTEN
            + " and ",
        row.tenantId(),
        parameter);
    if (comparison == Comparison.ENDS) {
      sql.add(comparison.sql, folded, folded);
    } else {
      sql.add(comparison.sql, folded);
    }
    sql.add(")");
  }
}
