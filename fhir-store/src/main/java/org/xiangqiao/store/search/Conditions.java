package org.xiangqiao.store.search;

import java.time.Instant;
import java.util.List;

/** Writes the conditions of a query into a statement; {@code r} is the resource table. */
final class Conditions {

  /** Longer than any text that begins with a prefix: the last code point, sorted bytewise. */
  private static final String LAST = new String(Character.toChars(Character.MAX_CODE_POINT));

  private final SqlStatement sql;
  private final int tenantId;
  private final DrivingIndex driver;

  Conditions(SqlStatement sql, int tenantId, DrivingIndex driver) {
    this.sql = sql;
    this.tenantId = tenantId;
    this.driver = driver;
  }

  void add(List<Criterion> criteria) {
    // Every index begins with the tenant but the token index, which must not be joined with one.
    String tenant = driver == DrivingIndex.UNIQUE_TOKEN ? "(r.tenant_id + 0)" : "r.tenant_id";
    sql.add(" where " + tenant + " = ?", tenantId);
    for (Criterion criterion : criteria) {
      sql.add(" and ");
      if (criterion instanceof Criterion.Ids ids) {
        sql.add("r.fhir_id = any(?)", (Object) ids.ids().toArray(String[]::new));
      } else if (criterion instanceof Criterion.Tokens tokens) {
        tokens(tokens);
      } else if (criterion instanceof Criterion.Text text) {
        text(text);
      } else if (criterion instanceof Criterion.Date date) {
        date(date);
      }
    }
  }

  private void tokens(Criterion.Tokens tokens) {
    if (driver == DrivingIndex.PATIENT && tokens.patients() != null) {
      patient(tokens.patients());
      sql.add(" and ");
    }
    boolean open =
        driver == DrivingIndex.PLANNED || (driver == DrivingIndex.UNIQUE_TOKEN && tokens.unique());
    // An expression hides the column from the planner: only the driving index is to be used.
    String column = open && !tokens.negated() ? "r.tokens" : "(r.tokens || '{}'::bigint[])";
    String operator = tokens.hashes().length == 1 && !tokens.negated() ? "@>" : "&&";
    sql.add(tokens.negated() ? "not (" : "");
    sql.add(column + " " + operator + " ?", (Object) tokens.hashes());
    sql.add(tokens.negated() ? ")" : "");
  }

  private void patient(List<String> ids) {
    if (ids.size() == 1) {
      sql.add(
          "r.patient_rid = (select p.rid from resource_patient p"
              + " where p.tenant_id = ? and p.fhir_id = ?)",
          tenantId,
          ids.get(0));
    } else {
      sql.add(
          "r.patient_rid = any(array(select p.rid from resource_patient p"
              + " where p.tenant_id = ? and p.fhir_id = any(?)))",
          tenantId,
          ids.toArray(String[]::new));
    }
  }

  private void text(Criterion.Text text) {
    sql.add(
        "exists (select 1 from index_string s where s.tenant_id = ? and s.parameter = ?"
            + " and s.rid = r.rid and (",
        tenantId,
        text.parameter());
    String or = "";
    for (String folded : text.folded()) {
      sql.add(or);
      switch (text.match()) {
        case PREFIX -> sql.add("(s.folded >= ? and s.folded < ?)", folded, folded + LAST);
        case EXACT -> sql.add("s.folded = ?", folded);
        case CONTAINS -> sql.add("position(? in s.folded) > 0", folded);
      }
      or = " or ";
    }
    sql.add("))");
  }

  private void date(Criterion.Date date) {
    switch (date.place()) {
      case LAST_UPDATED -> dateTests(date.tests(), "r.last_updated", "r.last_updated");
      case MAIN_DATE -> {
        sql.add("(r.date_low is not null and ");
        dateTests(date.tests(), "r.date_low", "r.date_high");
        sql.add(")");
      }
      case INDEX -> {
        sql.add(
            "exists (select 1 from index_date d where d.tenant_id = ? and d.parameter = ?"
                + " and d.rid = r.rid and ",
            tenantId,
            date.parameter());
        dateTests(date.tests(), "d.low", "d.high");
        sql.add(")");
      }
    }
  }

  private void dateTests(List<Criterion.DateTest> tests, String low, String high) {
    String or = "(";
    for (Criterion.DateTest test : tests) {
      sql.add(or);
      dateTest(test, low, high);
      or = " or ";
    }
    sql.add(")");
  }

  private void dateTest(Criterion.DateTest test, String low, String high) {
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
    }
  }
}
