package org.xiangqiao.store.search;

import java.util.List;
import java.util.Map;
import org.xiangqiao.store.index.IndexedParameter;
import org.xiangqiao.store.search.criteria.Criterion;

/**
 * A search, understood and checked.
 *
 * @param count page size
 * @param countOnly only the total is wanted
 * @param total whether the number of all matches is wanted too, and how exactly
 * @param applied parameters in force, as they were given but for what a limit has changed
 */
record SearchQuery(
    String type,
    List<Criterion> criteria,
    Order order,
    int count,
    boolean countOnly,
    Total total,
    List<Include> includes,
    List<ReverseInclude> reverseIncludes,
    Map<String, List<String>> applied) {

  /** The same search under other conditions. */
  SearchQuery with(List<Criterion> conditions) {
    return new SearchQuery(
        type,
        List.copyOf(conditions),
        order,
        count,
        countOnly,
        total,
        includes,
        reverseIncludes,
        applied);
  }

  /** The same search, of matches only. */
  SearchQuery withoutIncludes() {
    return new SearchQuery(
        type, criteria, order, count, countOnly, total, List.of(), List.of(), applied);
  }

  /** {@code _total} (R4 search.html#total). */
  enum Total {
    NONE,
    ESTIMATE,
    ACCURATE
  }

  /** What results are sorted by. */
  enum SortKey {
    /** Order of creation: stable and free. */
    ROW,
    ID,
    LAST_UPDATED,
    MAIN_DATE,
    PARAMETER
  }

  /**
   * One key.
   *
   * @param column for {@link SortKey#PARAMETER}, else null
   */
  record Sort(SortKey by, boolean descending, SortColumn column) {}

  /** Keys by weight; ties go by row. What has no value comes last, ascending and descending. */
  record Order(List<Sort> keys) {
    static final Order DEFAULT = new Order(List.of());

    /** The first key. */
    SortKey key() {
      return keys.isEmpty() ? SortKey.ROW : keys.get(0).by();
    }

    /** Direction of the first key. */
    boolean descending() {
      return !keys.isEmpty() && keys.get(0).descending();
    }
  }

  /**
   * {@code _include} of one parameter, from resources of its type.
   *
   * @param targetType only targets of this type, or null
   * @param iterate from included resources too
   */
  record Include(IndexedParameter parameter, String targetType, boolean iterate) {}

  /**
   * {@code _revinclude}: resources whose parameter points at a match.
   *
   * @param targetType only what points at resources of this type, or null
   * @param iterate at included resources too
   */
  record ReverseInclude(IndexedParameter parameter, String targetType, boolean iterate) {}
}
