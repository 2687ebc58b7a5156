package org.xiangqiao.store.search.criteria;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * One condition of a search. It writes itself as SQL about the rows of one table, so that
 * conditions nest: in chains, reverse chains and filters.
 */
public interface Criterion {

  /** Adds a boolean expression about {@code row} to the statement. */
  void write(SqlStatement sql, Row row);

  /**
   * Other types whose resources decide whether this condition is met: the caller needs a right to
   * them.
   */
  default Set<String> lookedInto() {
    return Set.of();
  }

  /** All that several conditions look into. */
  static Set<String> lookedInto(Collection<Criterion> criteria) {
    Set<String> types = new TreeSet<>();
    criteria.forEach(criterion -> types.addAll(criterion.lookedInto()));
    return types;
  }

  /** The index that could lead to the few rows which meet this condition. */
  default DrivingIndex offer() {
    return DrivingIndex.PLANNED;
  }
}
