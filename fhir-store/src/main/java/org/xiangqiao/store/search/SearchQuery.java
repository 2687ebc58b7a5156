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
 * @param total the total is wanted too
 * @param applied parameters in force, as they were given
 */
record SearchQuery(
    String type,
    List<Criterion> criteria,
    Order order,
    int count,
    boolean countOnly,
    boolean total,
    List<Include> includes,
    List<ReverseInclude> reverseIncludes,
    Map<String, List<String>> applied) {

  /** What results are sorted by. */
  enum SortKey {
    /** Order of creation: stable and free. */
    ROW,
    ID,
    LAST_UPDATED,
    MAIN_DATE
  }

  /** Sort key and direction; ties go by row. */
  record Order(SortKey key, boolean descending) {
    static final Order DEFAULT = new Order(SortKey.ROW, false);
  }

  /**
   * {@code _include} of one parameter.
   *
   * @param targetType only targets of this type, or null
   */
  record Include(IndexedParameter parameter, String targetType) {}

  /** {@code _revinclude}: resources whose parameter points at a match. */
  record ReverseInclude(IndexedParameter parameter) {}
}
