package org.xiangqiao.terminology.service.table;

import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Table {@code code_concept_ancestor}, made from the parents of the concepts of one version. Where
 * the parents lead round in a circle the circle's concepts are told.
 */
public final class Hierarchy {

  /** Levels that a code system may have. */
  public static final int DEEPEST = 40;

  private final JdbcTemplate jdbc;

  public Hierarchy(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** A concept whose parent is wrong. */
  public record Wrong(int ordinal, String code, String parent) {}

  /** Parents that are no concepts of the version. */
  public List<Wrong> unknownParents(long key, int most) {
    return jdbc.query(
        "select c.ordinal, c.code, u.parent from code_concept c cross join unnest(c.parents) u(parent)"
            + " where c.version_key = ? and not exists (select 1 from code_concept p"
            + " where p.version_key = c.version_key and p.code = u.parent)"
            + " order by c.ordinal limit ?",
        (row, n) -> new Wrong(row.getInt(1), row.getString(2), row.getString(3)),
        key,
        most);
  }

  /** Takes parents away that are no concepts of the version. */
  public void dropUnknownParents(long key) {
    jdbc.update(
        "update code_concept c set parents = array(select u.parent from unnest(c.parents)"
            + " with ordinality u(parent, n) where exists (select 1 from code_concept p"
            + " where p.version_key = c.version_key and p.code = u.parent) order by u.n)"
            + " where c.version_key = ? and exists (select 1 from unnest(c.parents) u(parent)"
            + " where not exists (select 1 from code_concept p"
            + " where p.version_key = c.version_key and p.code = u.parent))",
        key);
  }

  /**
   * Where a parent is no concept of the version, the next shorter beginning of the code takes its
   * place, if one is; else nothing does.
   *
   * @param lengths of beginnings; none where parents are named
   */
  public void liftOrphans(long key, List<Integer> lengths) {
    if (lengths.isEmpty()) {
      dropUnknownParents(key);
      return;
    }
    jdbc.update(
        "update code_concept c set parents = array(select p.code from unnest(?::int[]) l(length)"
            + " join code_concept p on p.version_key = c.version_key"
            + " and p.code = left(c.code, l.length)"
            + " where l.length < length(c.code) order by l.length desc limit 1)"
            + " where c.version_key = ? and cardinality(c.parents) > 0 and not exists"
            + " (select 1 from code_concept p where p.version_key = c.version_key"
            + " and p.code = c.parents[1])",
        lengths.toArray(Integer[]::new),
        key);
  }

  /** Those of some concepts, named by ordinal, that have no parent. */
  public Set<Long> roots(long key, List<Long> ordinals) {
    return Set.copyOf(
        jdbc.queryForList(
            "select ordinal::bigint from code_concept where version_key = ?"
                + " and ordinal = any(?) and cardinality(parents) = 0",
            Long.class,
            key,
            ordinals.stream().map(Long::intValue).toArray(Integer[]::new)));
  }

  /**
   * Makes the table anew, level by level.
   *
   * @return concepts that lie below themselves, or deeper than {@link #DEEPEST}; nothing is made
   *     then that may be used
   */
  public List<Wrong> build(long key, int most) {
    jdbc.update("delete from code_concept_ancestor where version_key = ?", key);
    int added =
        jdbc.update(
            "insert into code_concept_ancestor select distinct c.version_key, p.ordinal, c.ordinal, 1"
                + " from code_concept c cross join unnest(c.parents) u(parent)"
                + " join code_concept p on p.version_key = c.version_key and p.code = u.parent"
                + " where c.version_key = ?",
            key);
    if (added > 0) {
      jdbc.execute("analyze code_concept_ancestor");
    }
    for (int distance = 1; added > 0; distance++) {
      List<Wrong> round = lying("a.ancestor = a.ordinal", key, most);
      if (!round.isEmpty()) {
        return round;
      }
      if (distance == DEEPEST) {
        return lying("a.distance = " + DEEPEST, key, most);
      }
      added =
          jdbc.update(
              "insert into code_concept_ancestor select distinct a.version_key, a.ancestor, b.ordinal,"
                  + " ?::smallint from code_concept_ancestor a join code_concept_ancestor b"
                  + " on b.version_key = a.version_key and b.ancestor = a.ordinal and b.distance = 1"
                  + " where a.version_key = ? and a.distance = ? on conflict do nothing",
              distance + 1,
              key,
              distance);
    }
    return List.of();
  }

  private List<Wrong> lying(String where, long key, int most) {
    return jdbc.query(
        "select distinct c.ordinal, c.code, c.parents[1] from code_concept_ancestor a"
            + " join code_concept c on c.version_key = a.version_key and c.ordinal = a.ordinal"
            + " where a.version_key = ? and "
            + where
            + " order by 1 limit ?",
        (row, n) -> new Wrong(row.getInt(1), row.getString(2), row.getString(3)),
        key,
        most);
  }
}
