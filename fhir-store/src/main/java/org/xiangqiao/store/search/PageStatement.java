package org.xiangqiao.store.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xiangqiao.store.search.criteria.Beginnings;
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
      "select r.rid, r.fhir_id, r.version, r.last_updated, r.date_low, r.body";

  private final SearchQuery query;
  private final DrivingIndex driver;
  private final Row rows;

  PageStatement(SearchQuery query, int tenantId, ResourceTables tables) {
    this.query = query;
    this.driver = DrivingIndex.of(query.criteria());
    this.rows = Row.outer(query.type(), tenantId, driver, tables);
  }

  /** The name under which the statement gives the value of a sort key. */
  static String column(int key) {
    return "s" + key;
  }

  DrivingIndex driver() {
    return driver;
  }

  SqlStatement count() {
    return matching("select count(*) from ");
  }

  /** Counts no further than a number. */
  SqlStatement countUpTo(long limit) {
    SqlStatement all = all();
    return planned(
        new SqlStatement()
            .add("select count(*) from (" + all.text(), all.values().toArray())
            .add(" limit ?) m", limit));
  }

  /** All matches, for the planner's estimate. */
  SqlStatement all() {
    return matching("select r.rid from ");
  }

  /** Logical ids of matches. */
  SqlStatement ids(int limit) {
    return matching("select r.fhir_id from ").add(" limit ?", limit);
  }

  /** Row, main date and one element, as JSON, of all matches. */
  SqlStatement element(String name, int limit) {
    String element = "(r.body::json -> '" + name + "')::text as element";
    return matching("select r.rid, r.date_low, " + element + " from ").add(" limit ?", limit);
  }

  private SqlStatement matching(String select) {
    SqlStatement sql = new SqlStatement();
    sql.add(select).add(rows.from()).add(" where ");
    rows.write(sql, query.criteria());
    return planned(sql);
  }

  /**
   * @param undated the part of a sort by main date that has none
   * @param after last entry of the page before, or null
   */
  SqlStatement page(boolean undated, PageKey after, int limit) {
    Optional<Beginnings> beginnings = undated ? Optional.empty() : beginnings();
    if (beginnings.isPresent()) {
      Long behind = after == null ? null : after.rid();
      return beginnings.get().page(COLUMNS, rows, behind, limit);
    }
    int keys = query.order().keys().size() - (undated ? 1 : 0);
    boolean single = keys == 1 && query.order().key() != SearchQuery.SortKey.PARAMETER;
    if (keys > 0 && (undated || !single)) {
      return planned(sorted(undated, after, limit));
    }
    SqlStatement sql = new SqlStatement();
    sql.add(COLUMNS).add(" from ").add(rows.from()).add(" where ");
    rows.write(sql, query.criteria());
    switch (undated ? SearchQuery.SortKey.ROW : query.order().key()) {
      case ROW, PARAMETER -> byRow(sql, undated, after);
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

  /** What it looks for, if that is the beginning of a text and nothing else, in no asked order. */
  private Optional<Beginnings> beginnings() {
    return query.order().keys().isEmpty() ? Beginnings.of(query.criteria()) : Optional.empty();
  }

  /**
   * Both parts of a sort by main date alone, one after the other: of one resident there is rarely a
   * whole page of what has a date, and a second statement would cost as much again.
   */
  SqlStatement datedThenUndated(PageKey after, int limit) {
    SqlStatement dated = page(false, after, limit);
    SqlStatement undated = page(true, after, limit);
    return planned(
        new SqlStatement()
            .add("select * from (" + dated.text() + ") d", dated.values().toArray())
            .add(" union all select * from (" + undated.text(), undated.values().toArray())
            .add(") u limit ?", limit));
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
      sql.add(" and " + id + (descending ? " < ?" : " > ?"), after.text());
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

  /**
   * By several keys or by a search parameter: sort values and row ids first, bodies for the page
   * only.
   */
  private SqlStatement sorted(boolean undated, PageKey after, int limit) {
    List<SortedBy> keys = keys(undated);
    SqlStatement sql = new SqlStatement();
    sql.add(COLUMNS);
    keys.stream()
        .filter(key -> key.sort().column() != null)
        .forEach(key -> sql.add(", p." + key.name()));
    sql.add(" from (select k.rid");
    keys.forEach(key -> sql.add(", k." + key.name()));
    sql.add(" from (select r.rid");
    for (SortedBy key : keys) {
      sql.add(", ");
      key.write(sql, rows);
      sql.add(" as " + key.name());
    }
    sql.add(" from ").add(rows.from()).add(" where ");
    rows.write(sql, query.criteria());
    if (query.order().key() == SearchQuery.SortKey.MAIN_DATE) {
      sql.add(" and r.date_low is " + (undated ? "" : "not ") + "null");
    }
    // Where an index gives the first key's order the planner may use it; else values are made once.
    if (driver != DrivingIndex.PLANNED || keys.get(0).nullable()) {
      sql.add(" offset 0");
    }
    sql.add(") k");
    if (after != null && after.undated() == undated) {
      behind(sql, keys, after);
    }
    String order = order(keys);
    sql.add(order.replace("$", "k") + " limit ?) p join ", limit);
    sql.add(rows.from()).add(" on r.tenant_id = ? and r.rid = p.rid", rows.tenantId());
    return sql.add(order.replace("$", "p"));
  }

  private List<SortedBy> keys(boolean undated) {
    List<SortedBy> keys = new ArrayList<>();
    List<SearchQuery.Sort> sorts = query.order().keys();
    for (int i = undated ? 1 : 0; i < sorts.size(); i++) {
      keys.add(new SortedBy(i, sorts.get(i), i == 0));
    }
    return keys;
  }

  private static String order(List<SortedBy> keys) {
    StringBuilder order = new StringBuilder(" order by ");
    for (SortedBy key : keys) {
      order.append("$.").append(key.name());
      order.append(key.sort().descending() ? " desc" : "");
      order.append(key.nullable() ? " nulls last, " : ", ");
    }
    return order.append("$.rid").toString();
  }

  /** Greater in the first key in which it differs; a missing value is the greatest either way. */
  private static void behind(SqlStatement sql, List<SortedBy> keys, PageKey after) {
    sql.add(" where ");
    SortedBy first = keys.get(0);
    if (!first.nullable()) {
      // Follows from the rest; bounds an index.
      sql.add(
          "k." + first.name() + (first.sort().descending() ? " <= ?" : " >= ?") + " and ",
          after.values().get(first.place()));
    }
    sql.add("(");
    for (int i = 0; i <= keys.size(); i++) {
      if (i < keys.size() && after.values().get(keys.get(i).place()) == null) {
        continue;
      }
      sql.add("(");
      for (SortedBy equal : keys.subList(0, i)) {
        equal.same(sql, after);
        sql.add(" and ");
      }
      if (i < keys.size()) {
        keys.get(i).behind(sql, after);
        sql.add(") or ");
      } else {
        sql.add("k.rid > ?))", after.rid());
      }
    }
  }

  /** Where another index drives, sorting must not tempt the planner to walk a whole table. */
  private String hidden(String column, String nothing) {
    return driver == DrivingIndex.PLANNED ? column : "(" + column + " + " + nothing + ")";
  }

  private SqlStatement planned(SqlStatement sql) {
    if (driver.isPlanned()) {
      sql.planForValues();
    }
    return sql;
  }
}
