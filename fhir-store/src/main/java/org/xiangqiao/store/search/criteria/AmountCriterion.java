package org.xiangqiao.store.search.criteria;

import java.util.List;

/**
 * Number and quantity parameters: any of the tests.
 *
 * @param parameters keys of the index rows, any of which
 */
record AmountCriterion(List<Long> parameters, List<Wanted> tests) implements Criterion {

  /** Which unit a row must have. */
  enum Unit {
    ANY,
    CODE,
    SYSTEM_AND_CODE,
    CANONICAL
  }

  /**
   * @param hash of the unit, 0 for any
   */
  record Wanted(AmountTest test, Unit unit, long hash) {}

  @Override
  public void write(SqlStatement sql, Row row) {
    sql.add(
        "exists (select 1 from index_quantity q where q.tenant_id = ? and q.rid = "
            + row.column("rid")
            + " and ",
        row.tenantId());
    if (parameters.size() == 1) {
      sql.add("q.parameter = ? and ", parameters.get(0));
    } else {
      sql.add(
          "q.parameter = any(?) and ",
          (Object) parameters.stream().mapToLong(Long::longValue).toArray());
    }
    String or = "(";
    for (Wanted wanted : tests) {
      sql.add(or + "(");
      switch (wanted.unit()) {
        case ANY -> {}
        case CODE -> sql.add("q.code = ? and ", wanted.hash());
        case SYSTEM_AND_CODE -> sql.add("q.system_code = ? and ", wanted.hash());
        case CANONICAL ->
            sql.add("q.canonical_unit <> 0 and q.canonical_unit = ? and ", wanted.hash());
      }
      boolean canonical = wanted.unit() == Unit.CANONICAL;
      wanted
          .test()
          .write(
              sql,
              canonical ? "q.canonical_low" : "q.low",
              canonical ? "q.canonical_high" : "q.high");
      sql.add(")");
      or = " or ";
    }
    sql.add("))");
  }
}
