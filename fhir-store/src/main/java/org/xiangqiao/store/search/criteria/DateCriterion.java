package org.xiangqiao.store.search.criteria;

import java.time.Instant;
import java.util.List;
import org.xiangqiao.store.index.DateRange;

/**
 * Date parameters: any of the tests (R4 search.html#date, #prefix).
 *
 * @param parameter key of the index rows, for {@link Place#INDEX}
 */
record DateCriterion(Place place, long parameter, List<Test> tests) implements Criterion {

  /** Where a date stands. */
  enum Place {
    LAST_UPDATED,
    MAIN_DATE,
    INDEX
  }

  /** FHIR's comparators of ordered values. */
  enum Comparator {
    EQ,
    NE,
    GT,
    LT,
    GE,
    LE,
    SA,
    EB,
    AP
  }

  /** A comparison with a range. */
  record Test(Comparator comparator, DateRange range) {}

  @Override
  public void write(SqlStatement sql, Row row) {
    switch (place) {
      case LAST_UPDATED -> tests(sql, row.column("last_updated"), row.column("last_updated"));
      case MAIN_DATE -> {
        sql.add("(" + row.column("date_low") + " is not null and ");
        tests(sql, row.column("date_low"), row.column("date_high"));
        sql.add(")");
      }
      case INDEX -> {
        sql.add(
            "exists (select 1 from index_date d where d.tenant_id = ? and d.parameter = ?"
                + " and d.rid = "
                + row.column("rid")
                + " and ",
            row.tenantId(),
            parameter);
        tests(sql, "d.low", "d.high");
        sql.add(")");
      }
    }
  }

  private void tests(SqlStatement sql, String low, String high) {
    String or = "(";
    for (Test test : tests) {
      sql.add(or);
      test(sql, test, low, high);
      or = " or ";
    }
    sql.add(")");
  }

  private static void test(SqlStatement sql, Test test, String low, String high) {
    Instant first = test.range().low();
    Instant last = test.range().high();
    switch (test.comparator()) {
      // The last condition follows from the others; it bounds the index on both sides.
      case EQ ->
          sql.add(
              "(" + low + " >= ? and " + high + " <= ? and " + low + " <= ?)", first, last, last);
      case NE -> sql.add("(" + low + " < ? or " + high + " > ?)", first, last);
      case GT -> sql.add(high + " > ?", last);
      case LT -> sql.add(low + " < ?", first);
      case GE -> sql.add("(" + high + " > ? or " + low + " >= ?)", last, first);
      case LE -> sql.add("(" + low + " < ? or " + high + " <= ?)", first, last);
      case SA -> sql.add(low + " > ?", last);
      case EB -> sql.add(high + " < ?", first);
      case AP -> sql.add("(" + high + " >= ? and " + low + " <= ?)", first, last);
    }
  }
}
