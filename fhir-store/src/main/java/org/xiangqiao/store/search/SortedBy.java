package org.xiangqiao.store.search;

import org.xiangqiao.store.search.criteria.Row;
import org.xiangqiao.store.search.criteria.SqlStatement;

/**
 * A sort key in a statement.
 *
 * @param place among all keys
 * @param first whether it is the first key, which a main date only is where there is a date
 */
record SortedBy(int place, SearchQuery.Sort sort, boolean first) {

  String name() {
    return PageStatement.column(place);
  }

  boolean nullable() {
    return switch (sort.by()) {
      case ROW, ID, LAST_UPDATED -> false;
      case MAIN_DATE -> !first;
      case PARAMETER -> true;
    };
  }

  void write(SqlStatement sql, Row row) {
    switch (sort.by()) {
      case ROW -> sql.add(row.column("rid"));
      case ID -> sql.add(row.column("fhir_id"));
      case LAST_UPDATED -> sql.add(row.column("last_updated"));
      case MAIN_DATE -> sql.add(row.column("date_low"));
      case PARAMETER -> sort.column().write(sql, row, sort.descending());
    }
  }

  void same(SqlStatement sql, PageKey after) {
    Object value = after.values().get(place);
    if (value == null) {
      sql.add("k." + name() + " is null");
    } else {
      sql.add("k." + name() + " = ?", value);
    }
  }

  void behind(SqlStatement sql, PageKey after) {
    String further = "k." + name() + (sort.descending() ? " < ?" : " > ?");
    sql.add(
        nullable() ? "(" + further + " or k." + name() + " is null)" : further,
        after.values().get(place));
  }
}
