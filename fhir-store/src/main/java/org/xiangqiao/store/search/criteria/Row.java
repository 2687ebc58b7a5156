package org.xiangqiao.store.search.criteria;

import java.util.List;

/**
 * The rows that conditions speak about.
 *
 * @param alias of the resource table in the statement
 * @param type resource type
 * @param driver the index that leads the statement to these rows; others are hidden from the
 *     planner
 * @param tables where the rows of a type lie
 */
public record Row(
    String alias, String type, int tenantId, DrivingIndex driver, ResourceTables tables) {

  /** The rows a search returns. */
  public static Row outer(String type, int tenantId, DrivingIndex driver, ResourceTables tables) {
    return new Row("r", type, tenantId, driver, tables);
  }

  /** Rows of another table, inside a subquery of this one; the planner chooses their index. */
  public Row inner(String innerType) {
    return inner(innerType, DrivingIndex.PLANNED);
  }

  /** Rows of another table, inside a subquery of this one. */
  Row inner(String innerType, DrivingIndex innerDriver) {
    return new Row(alias + "x", innerType, tenantId, innerDriver, tables);
  }

  /** A subquery for one column of the inner rows that meet a condition, without parentheses. */
  void select(SqlStatement sql, String innerType, String column, Criterion criterion) {
    DrivingIndex offer = criterion.offer();
    Row inner = inner(innerType, offer.isSelective() ? offer : DrivingIndex.PLANNED);
    sql.add("select " + inner.column(column) + " from " + inner.from() + " where ");
    inner.write(sql, List.of(criterion));
  }

  public String column(String name) {
    return alias + "." + name;
  }

  /** The table and its alias, as they stand after {@code from}. */
  public String from() {
    return tables.of(tenantId, type) + " " + alias;
  }

  /** The tenant and all conditions, without {@code where}. */
  public void write(SqlStatement sql, List<Criterion> criteria) {
    // Every index begins with the tenant but the token index, which must not be joined with one.
    String tenant = column("tenant_id");
    sql.add(
        driver == DrivingIndex.UNIQUE_TOKEN ? "(" + tenant + " + 0) = ?" : tenant + " = ?",
        tenantId);
    for (Criterion criterion : criteria) {
      sql.add(" and ");
      criterion.write(sql, this);
    }
  }
}
