package org.xiangqiao.store.search.criteria;

import java.util.List;

/**
 * {@code near}: within a distance of any of the places, by great circle.
 *
 * @param parameter key of the index rows
 */
record NearCriterion(long parameter, List<Circle> circles) implements Criterion {

  /** Mean radius of the earth (IUGG), km. */
  private static final double EARTH = 6371.0088;

  private static final double KM_PER_DEGREE = Math.PI * EARTH / 180;

  /** Degrees of WGS 84, kilometres. */
  record Circle(double latitude, double longitude, double km) {}

  @Override
  public void write(SqlStatement sql, Row row) {
    sql.add(
        "exists (select 1 from index_position p where p.tenant_id = ? and p.parameter = ?"
            + " and p.rid = "
            + row.column("rid")
            + " and ",
        row.tenantId(),
        parameter);
    String or = "(";
    for (Circle circle : circles) {
      double band = circle.km() / KM_PER_DEGREE;
      sql.add(
          or
              + "(p.latitude between ? and ? and 2 * ? * asin(least(1, sqrt("
              + "power(sin(radians(p.latitude - ?) / 2), 2)"
              + " + cos(radians(?)) * cos(radians(p.latitude))"
              + " * power(sin(radians(p.longitude - ?) / 2), 2)))) <= ?)",
          circle.latitude() - band,
          circle.latitude() + band,
          EARTH,
          circle.latitude(),
          circle.latitude(),
          circle.longitude(),
          circle.km());
      or = " or ";
    }
    sql.add("))");
  }
}
