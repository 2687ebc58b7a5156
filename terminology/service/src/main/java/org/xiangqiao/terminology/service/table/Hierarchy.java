package org.xiangqiao.terminology.service.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Table {@code code_concept_ancestor}, made from the parents of the concepts of one version. Where
 * the parents lead round in a circle the circle's concepts are told. All work is in slices, so that
 * no transaction is long.
 */
public final class Hierarchy {

  /** Levels that a code system may have. */
  public static final int DEEPEST = 40;

  /** Rows of the file that one transaction deals with, at most. */
  private static final int ROWS = 10_000;

  private static final String IN_SLICE =
      ".version_key = ? and %1$s.ordinal > ? and %1$s.ordinal <= ?";

  private final JdbcTemplate jdbc;
  private final int rows;

  /**
   * @param rows of the file that one transaction shall deal with
   */
  public Hierarchy(JdbcTemplate jdbc, int rows) {
    this.jdbc = jdbc;
    this.rows = Math.min(rows, ROWS);
  }

  /** A concept whose parent is wrong. */
  public record Wrong(int ordinal, String code, String parent) {}

  /**
   * Concepts of neighbouring rows.
   *
   * @param after ordinal before the first
   */
  public record Slice(long key, int after, int last) {}

  /** Does one piece of work in a transaction of its own and gives what it gives. */
  @FunctionalInterface
  public interface Step {
    int run(IntSupplier work);
  }

  /** All concepts of a version. */
  public List<Slice> slices(long key) {
    Integer last =
        jdbc.queryForObject(
            "select coalesce(max(ordinal), 0) from code_concept where version_key = ?",
            Integer.class,
            key);
    List<Slice> slices = new ArrayList<>();
    for (int after = 0; last != null && after < last; after += rows) {
      slices.add(new Slice(key, after, after + rows));
    }
    return slices;
  }

  private static String in(String alias) {
    return alias + IN_SLICE.formatted(alias);
  }

  /** Parents that are no concepts of the version. */
  public List<Wrong> unknownParents(Slice slice, int most) {
    return jdbc.query(
        "select c.ordinal, c.code, u.parent from code_concept c cross join unnest(c.parents) u(parent)"
            + " where "
            + in("c")
            + " and not exists (select 1 from code_concept p"
            + " where p.version_key = c.version_key and p.code = u.parent)"
            + " order by c.ordinal limit ?",
        (row, n) -> new Wrong(row.getInt(1), row.getString(2), row.getString(3)),
        slice.key(),
        slice.after(),
        slice.last(),
        most);
  }

  /** Takes parents away that are no concepts of the version. */
  public void dropUnknownParents(Slice slice) {
    jdbc.update(
        "update code_concept c set parents = array(select u.parent from unnest(c.parents)"
            + " with ordinality u(parent, n) where exists (select 1 from code_concept p"
            + " where p.version_key = c.version_key and p.code = u.parent) order by u.n)"
            + " where "
            + in("c")
            + " and exists (select 1 from unnest(c.parents) u(parent)"
            + " where not exists (select 1 from code_concept p"
            + " where p.version_key = c.version_key and p.code = u.parent))",
        slice.key(),
        slice.after(),
        slice.last());
  }

  /**
   * Where a parent is no concept of the version, the next shorter beginning of the code takes its
   * place, if one is; else nothing does.
   *
   * @param lengths of beginnings; none where parents are named
   */
  public void liftOrphans(Slice slice, List<Integer> lengths) {
    if (lengths.isEmpty()) {
      dropUnknownParents(slice);
      return;
    }
    jdbc.update(
        "update code_concept c set parents = array(select p.code from unnest(?::int[]) l(length)"
            + " join code_concept p on p.version_key = c.version_key"
            + " and p.code = left(c.code, l.length)"
            + " where l.length < length(c.code) order by l.length desc limit 1)"
            + " where "
            + in("c")
            + " and cardinality(c.parents) > 0 and not exists"
            + " (select 1 from code_concept p where p.version_key = c.version_key"
            + " and p.code = c.parents[1])",
        lengths.toArray(Integer[]::new),
        slice.key(),
        slice.after(),
        slice.last());
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

  /** Whether any concept lies below another. */
  public boolean isMade(long key) {
    return !jdbc.queryForList(
            "select 1 from code_concept_ancestor where version_key = ? limit 1", Integer.class, key)
        .isEmpty();
  }

  /**
   * Makes the table, level by level; what somebody else began to make of it goes first.
   *
   * @return concepts that lie below themselves, or deeper than {@link #DEEPEST}; nothing is made
   *     then that may be used
   */
  public List<Wrong> build(long key, int most, Step step) {
    List<Slice> slices = slices(key);
    if (isMade(key)) {
      slices.forEach(slice -> step.run(() -> clear(slice)));
    }
    List<Wrong> wrong = new ArrayList<>();
    for (int distance = 1; distance <= DEEPEST; distance++) {
      int level = distance;
      int added = 0;
      for (Slice slice : slices) {
        added +=
            step.run(
                () -> {
                  int made = level == 1 ? parents(slice) : level(slice, level);
                  boolean ends = level == DEEPEST;
                  wrong.addAll(
                      made == 0 ? List.of() : lying(slice, level, ends, most - wrong.size()));
                  return made;
                });
      }
      if (!wrong.isEmpty() || added == 0) {
        break;
      }
      if (level == 1) {
        // Without figures the joins of the levels are planned for an empty table.
        jdbc.execute("analyze code_concept_ancestor");
      }
    }
    return wrong;
  }

  private int clear(Slice slice) {
    return jdbc.update(
        "delete from code_concept_ancestor a where " + in("a"),
        slice.key(),
        slice.after(),
        slice.last());
  }

  private int parents(Slice slice) {
    return jdbc.update(
        "insert into code_concept_ancestor select distinct c.version_key, p.ordinal, c.ordinal, 1"
            + " from code_concept c cross join unnest(c.parents) u(parent)"
            + " join code_concept p on p.version_key = c.version_key and p.code = u.parent"
            + " where "
            + in("c"),
        slice.key(),
        slice.after(),
        slice.last());
  }

  /** What lies above the parents at the distance before lies above their children at this one. */
  private int level(Slice slice, int distance) {
    return jdbc.update(
        "insert into code_concept_ancestor select distinct b.version_key, a.ancestor, b.ordinal,"
            + " ?::smallint from code_concept_ancestor b join code_concept_ancestor a"
            + " on a.version_key = b.version_key and a.ordinal = b.ancestor and a.distance = ?"
            + " where b.distance = 1 and "
            + in("b")
            + " on conflict do nothing",
        distance,
        distance - 1,
        slice.key(),
        slice.after(),
        slice.last());
  }

  /**
   * @param all those at this distance, else only those that lie below themselves
   */
  private List<Wrong> lying(Slice slice, int distance, boolean all, int most) {
    return jdbc.query(
        "select distinct c.ordinal, c.code, c.parents[1] from code_concept_ancestor a"
            + " join code_concept c on c.version_key = a.version_key and c.ordinal = a.ordinal"
            + " where (? or a.ancestor = a.ordinal) and a.distance = ? and "
            + in("a")
            + " order by 1 limit ?",
        (row, n) -> new Wrong(row.getInt(1), row.getString(2), row.getString(3)),
        all,
        distance,
        slice.key(),
        slice.after(),
        slice.last(),
        Math.max(0, most));
  }
}
