package org.xiangqiao.store.search;

import java.time.Instant;
import java.util.List;

/**
 * The last entry of a page: the next page starts behind it.
 *
 * @param undated true once the entries without a main date have been reached, when sorted by that
 *     first; they come last
 * @param values of the sort keys, in order: text, {@link Instant}, {@link java.math.BigDecimal} or
 *     null
 */
record PageKey(boolean undated, List<Object> values, long rid) {

  /** Value of the first key when that is a time, else null. */
  Instant instant() {
    return !values.isEmpty() && values.get(0) instanceof Instant instant ? instant : null;
  }

  /** Value of the first key when that is a text, else null. */
  String text() {
    return !values.isEmpty() && values.get(0) instanceof String text ? text : null;
  }
}
