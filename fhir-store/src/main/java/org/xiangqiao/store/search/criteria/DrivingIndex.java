package org.xiangqiao.store.search.criteria;

import java.util.List;

/**
 * The index that leads a statement to its rows, chosen from the query's shape, because one plan for
 * all values joins whole posting lists where a few rows would do.
 */
public enum DrivingIndex {
  /** {@code _id}: the unique key. */
  ID,
  /** An identifier: few rows from the token index. */
  UNIQUE_TOKEN,
  /** A chain or reverse chain with an identifier at its end: few rows by way of the link table. */
  LINKED_TOKEN,
  /** A patient given: his rows by date; tokens are compared row by row. */
  PATIENT,
  /** Neither: the database chooses, knowing the values (no plan kept for all values). */
  PLANNED;

  /** Whether the database is to plan each run for its values. */
  public boolean isPlanned() {
    return this == PLANNED || this == LINKED_TOKEN;
  }

  /** True if few rows are found through this index, whatever the size of the table. */
  boolean isSelective() {
    return ordinal() <= LINKED_TOKEN.ordinal();
  }

  /** The best of what the conditions offer. */
  public static DrivingIndex of(List<Criterion> criteria) {
    DrivingIndex best = PLANNED;
    for (Criterion criterion : criteria) {
      DrivingIndex offer = criterion.offer();
      best = offer.ordinal() < best.ordinal() ? offer : best;
    }
    return best;
  }
}
