package org.xiangqiao.store.search;

/**
 * The index that leads a statement to its rows, chosen from the query's shape, because one plan for
 * all values joins whole posting lists where a few rows would do.
 */
enum DrivingIndex {
  /** {@code _id}: the unique key. */
  ID,
  /** An identifier: few rows from the token index. */
  UNIQUE_TOKEN,
  /** A patient given: his rows by date; tokens are compared row by row. */
  PATIENT,
  /** Neither: the database chooses, knowing the values (no plan kept for all values). */
  PLANNED;

  static DrivingIndex of(SearchQuery query) {
    DrivingIndex best = PLANNED;
    for (Criterion criterion : query.criteria()) {
      DrivingIndex offer = offer(criterion);
      best = offer.ordinal() < best.ordinal() ? offer : best;
    }
    return best;
  }

  private static DrivingIndex offer(Criterion criterion) {
    if (criterion instanceof Criterion.Ids) {
      return ID;
    }
    if (criterion instanceof Criterion.Tokens tokens) {
      if (tokens.unique()) {
        return UNIQUE_TOKEN;
      }
      if (tokens.patients() != null) {
        return PATIENT;
      }
    }
    return PLANNED;
  }
}
