package org.xiangqiao.store.search.criteria;

import java.util.List;
import java.util.Optional;

/**
 * A page of what has a text that begins as asked (R4 search.html#string), in order of creation: a
 * surname and a letter are thousands of residents (居民), of whom a page is wanted.
 *
 * <p>No statistics tell how many there are, as they know nothing of what is frequent among the
 * texts of one parameter. So it is tried out: what is found in the index, if it is little, is
 * sorted by row, and bodies are read for the page alone. Of much, a page is soon full when the
 * resources are walked through in order. If those with the text happen to lie far away, all of the
 * index is sorted after all.
 */
public final class Beginnings {

  /** Of more texts the database is to find a way. */
  private static final int MOST_TEXTS = 8;

  private static final String FEW = "(select cardinality(rids) from few)";
  private static final String NEAR = "(select cardinality(rids) from near)";

  /**
   * How far each way is gone.
   *
   * @param gathered index values that are sorted, at least
   * @param gatheredOfEach the same for each resource that is wanted, if that is more: a long page
   *     is a long way to walk
   * @param walked resources that are looked through in order
   */
  record Bounds(int gathered, int gatheredOfEach, int walked) {

    static final Bounds DEFAULT = new Bounds(12_000, 300, 5_000);

    int gathered(int limit) {
      return Math.max(
          gathered, (int) Math.min(Integer.MAX_VALUE - 1L, (long) gatheredOfEach * limit));
    }
  }

  private final TextCriterion wanted;
  private final Bounds bounds;

  Beginnings(TextCriterion wanted, Bounds bounds) {
    this.wanted = wanted;
    this.bounds = bounds;
  }

  /** Empty if conditions are more than that. */
  public static Optional<Beginnings> of(List<Criterion> criteria) {
    return criteria.size() == 1
            && criteria.get(0) instanceof TextCriterion text
            && text.match() == TextCriterion.Match.PREFIX
            && text.texts().size() <= MOST_TEXTS
        ? Optional.of(new Beginnings(text, Bounds.DEFAULT))
        : Optional.empty();
  }

  /**
   * The statement.
   *
   * @param select what is to be had of {@code rows}
   * @param after row that the page begins behind, or null
   */
  public SqlStatement page(String select, Row rows, Long after, int limit) {
    int gathered = bounds.gathered(limit);
    SqlStatement sql = new SqlStatement();
    sql.add("with few as materialized (select array(");
    values(sql, rows, after, "");
    sql.add(" limit ?) as rids), near as materialized (select array(", gathered + 1);
    walk(sql, rows, after, gathered);
    sql.add(
        " limit ?) as rids) " + select + " from (select distinct on (c.rid) c.rid from (", limit);
    sql.add("select unnest(f.rids) as rid from few f where cardinality(f.rids) <= ?", gathered);
    sql.add(" union all select unnest(n.rids) from near n union all ");
    values(sql, rows, after, " and " + FEW + " > ? and " + NEAR + " < ?", gathered, limit);
    // One row after the other until the page is full: a join would be planned for all of them.
    sql.add(") c order by c.rid offset 0) m cross join lateral (select * from " + rows.from());
    sql.add(" where r.tenant_id = ? and r.rid = m.rid offset 0) r", rows.tenantId());
    sql.add(" order by m.rid limit ?", limit);
    sql.planForValues();
    return sql;
  }

  /** Rows of the texts' index values, some more than once: each text is one range of the index. */
  private void values(
      SqlStatement sql, Row rows, Long after, String further, Object... furtherValues) {
    String union = "";
    for (TextCriterion.Wanted text : wanted.texts()) {
      sql.add(
          union
              + "select s.rid from "
              + rows.tables().strings(rows.tenantId())
              + " s where s.tenant_id = ? and s.parameter = ? and s.folded >= ? and s.folded < ?",
          rows.tenantId(),
          wanted.parameter(),
          text.folded(),
          text.folded() + TextCriterion.LAST);
      if (after != null) {
        // Hidden: the index by row would read every text of every resource behind it.
        sql.add(" and s.rid + 0 > ?", after);
      }
      sql.add(further, furtherValues);
      union = " union all ";
    }
  }

  /** Resources in order, each with a look at its texts, if there are too many to be sorted. */
  private void walk(SqlStatement sql, Row rows, Long after, int gathered) {
    sql.add("select w.rid from (select r.rid from " + rows.from());
    sql.add(" where r.tenant_id = ?", rows.tenantId());
    if (after != null) {
      sql.add(" and r.rid > ?", after);
    }
    sql.add(" order by r.rid limit ?) w where " + FEW + " > ?", bounds.walked(), gathered);
    sql.add(
        " and exists (select 1 from "
            + rows.tables().strings(rows.tenantId())
            + " s where s.tenant_id = ? and s.rid = w.rid and s.parameter = ? and (",
        rows.tenantId(),
        wanted.parameter());
    String or = "";
    for (TextCriterion.Wanted text : wanted.texts()) {
      // Hidden: the range would be read for every resource.
      sql.add(
          or + "(s.folded || '' >= ? and s.folded || '' < ?)",
          text.folded(),
          text.folded() + TextCriterion.LAST);
      or = " or ";
    }
    sql.add(") offset 0) order by w.rid");
  }
}
