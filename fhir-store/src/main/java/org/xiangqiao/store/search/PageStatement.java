package org.xiangqiao.store.search;

import org.xiangqiao.store.search.criteria.DrivingIndex;
import org.xiangqiao.store.search.criteria.ResourceTables;
import org.xiangqiao.store.search.criteria.Row;
import org.xiangqiao.store.search.criteria.SqlStatement;

/**
 * The one SQL statement of a page, in keyset order: what was on earlier pages is never counted
 * again.
 */
final class PageStatement {

  private static final String COLUMNS =
      "select r.rid, r.fhir_id, r.version, r.last_updated, r.date_low, r.body from ";

  private final SearchQuery query;
  private final DrivingIndex driver;
  private final Row rows;

  PageStatement(SearchQuery query, int tenantId, ResourceTables tables) {
    this.query = query;
    this.driver = DrivingIndex.of(query.criteria());
    this.rows = Row.outer(query.type(), tenantId, driver, tables);
  }

  SqlStatement count() {
    SqlStatement sql = new SqlStatement();
    sql.add("select count(*) from ").add(rows.from()).add(" where ");
    rows.write(sql, query.criteria());
    return planned(sql);
  }

  /**
   * @param undated the part of a sort by date that has none
   * @param after last entry of the page before, or null
   */
  SqlStatement page(boolean undated, PageKey after, int limit) {
    SqlStatement sql = new SqlStatement();
    sql.add(COLUMNS).add(rows.from()).add(" where ");
    rows.write(sql, query.criteria());
    switch (undated ? SearchQuery.SortKey.ROW : query.order().key()) {
      case ROW -> byRow(sql, undated, after);
      case ID -> byId(sql, after);
      case LAST_UPDATED -> byTime(sql, "r.last_updated", "interval '0'", after);
      case MAIN_DATE -> {
        sql.add(" and r.date_low is not null");
        if (driver == DrivingIndex.PATIENT && query.order().descending()) {
          asPatientIndex(sql, after);
        } else {
          byTime(sql, "r.date_low", "interval '0'", after);
        }
      }
    }
    return planned(sql.add(" limit ?", limit));
  }

  private void byRow(SqlStatement sql, boolean undated, PageKey after) {
    String rid = hidden("r.rid", "0");
    if (undated) {
      sql.add(" and r.date_low is null");
    }
    if (after != null && after.undated() == undated) {
      sql.add(" and " + rid + " > ?", after.rid());
    }
    sql.add(" order by " + rid);
  }

  private void byId(SqlStatement sql, PageKey after) {
    boolean descending = query.order().descending();
    String id = driver == DrivingIndex.PLANNED ? "r.fhir_id" : "(r.fhir_id || '')";
    if (after != null) {
      sql.add(" and " + id + (descending ? " < ?" : " > ?"), after.id());
    }
    sql.add(" order by " + id + (descending ? " desc" : ""));
  }

  private void byTime(SqlStatement sql, String column, String nothing, PageKey after) {
    boolean descending = query.order().descending();
    String time = hidden(column, nothing);
    if (after != null && !after.undated()) {
      sql.add(
          " and (" + time + ", r.rid) " + (descending ? "<" : ">") + " (?, ?)",
          after.instant(),
          after.rid());
    }
    String direction = descending ? " desc" : "";
    sql.add(" order by " + time + direction + ", r.rid" + direction);
  }

  /** Newest first within a patient, as the patient index lies: ties go up by row. */
  private void asPatientIndex(SqlStatement sql, PageKey after) {
    if (after != null && !after.undated()) {
      sql.add(
          " and r.date_low <= ? and (r.date_low < ? or r.rid > ?)",
          after.instant(),
          after.instant(),
          after.rid());
    }
    sql.add(" order by r.date_low desc, r.rid");
  }

  /** Where another index drives, sorting must not tempt the planner to walk a whole table. */
  private String hidden(String column, String nothing) {
    return driver == DrivingIndex.PLANNED ? column : "(" + column + " + " + nothing + ")";
  }

  private SqlStatement planned(SqlStatement sql) {
    if (driver == DrivingIndex.PLANNED) {
      sql.planForValues();
    }
    return sql;
  }
}
