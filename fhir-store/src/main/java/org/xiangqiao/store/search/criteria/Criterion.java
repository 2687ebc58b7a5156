package org.xiangqiao.store.search.criteria;

/**
 * One condition of a search. It writes itself as SQL about the rows of one table, so that
 * conditions nest: in chains, reverse chains and filters.
 */
public interface Criterion {

  /** Adds a boolean expression about {@code row} to the statement. */
  void write(SqlStatement sql, Row row);

  /** The index that could lead to the few rows which meet this condition. */
  default DrivingIndex offer() {
    return DrivingIndex.PLANNED;
  }
}
