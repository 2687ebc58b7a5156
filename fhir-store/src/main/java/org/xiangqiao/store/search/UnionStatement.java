package org.xiangqiao.store.search;

import java.util.List;
import org.xiangqiao.store.search.criteria.Criterion;
import org.xiangqiao.store.search.criteria.DrivingIndex;
import org.xiangqiao.store.search.criteria.ResourceTables;
import org.xiangqiao.store.search.criteria.Row;
import org.xiangqiao.store.search.criteria.SqlStatement;

/**
 * The one SQL statement of a page over several types, in keyset order by row, which is unique over
 * all types, or by time of the last change.
 */
final class UnionStatement {

  private final SeveralTypesQuery query;
  private final int tenantId;
  private final ResourceTables tables;
  private final boolean byTime;
  private final boolean descending;

  UnionStatement(SeveralTypesQuery query, int tenantId, ResourceTables tables) {
    this.query = query;
    this.tenantId = tenantId;
    this.tables = tables;
    this.byTime = query.wishes().order().key() == SearchQuery.SortKey.LAST_UPDATED;
    this.descending = query.wishes().order().descending();
  }

  SqlStatement count() {
    SqlStatement sql = new SqlStatement();
    String plus = "select ";
    for (var each : query.criteria().entrySet()) {
      Row rows = rows(each.getKey(), each.getValue());
      sql.add(plus + "(select count(*) from " + rows.from() + " where ");
      rows.write(sql, each.getValue());
      sql.add(")");
      plus = " + ";
    }
    sql.planForValues();
    return sql;
  }

  /**
   * @param after last entry of the page before, or null
   */
  SqlStatement page(PageKey after, int limit) {
    SqlStatement sql = new SqlStatement();
    String union = "select * from (";
    for (var each : query.criteria().entrySet()) {
      sql.add(union);
      branch(sql, each.getKey(), each.getValue(), after, limit);
      union = " union all ";
    }
    sql.add(") u order by " + order("u.last_updated", "u.rid") + " limit ?", limit);
    sql.planForValues();
    return sql;
  }

  private void branch(
      SqlStatement sql, String type, List<Criterion> criteria, PageKey after, int limit) {
    Row rows = rows(type, criteria);
    sql.add(
        "(select ?::text as type, r.rid, r.fhir_id, r.version, r.last_updated, r.date_low, r.body"
            + " from ",
        type);
    sql.add(rows.from()).add(" where ");
    rows.write(sql, criteria);
    boolean open = rows.driver() == DrivingIndex.PLANNED;
    String rid = open || byTime ? "r.rid" : "(r.rid + 0)";
    String time = open ? "r.last_updated" : "(r.last_updated + interval '0')";
    String comparison = descending ? " < " : " > ";
    if (after != null && byTime) {
      sql.add(
          " and (" + time + ", " + rid + ")" + comparison + "(?, ?)", after.instant(), after.rid());
    } else if (after != null) {
      sql.add(" and " + rid + comparison + "?", after.rid());
    }
    sql.add(" order by " + order(time, rid) + " limit ?)", limit);
  }

  private Row rows(String type, List<Criterion> criteria) {
    return Row.outer(type, tenantId, DrivingIndex.of(criteria), tables);
  }

  private String order(String time, String rid) {
    String direction = descending ? " desc" : "";
    return byTime ? time + direction + ", " + rid + direction : rid + direction;
  }
}
