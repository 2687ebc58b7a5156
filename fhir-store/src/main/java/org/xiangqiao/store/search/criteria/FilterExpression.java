package org.xiangqiao.store.search.criteria;

import java.util.List;

/** A {@code _filter}, understood but not yet held against a resource type. */
sealed interface FilterExpression {

  /** Both or either of two. */
  record Logical(boolean and, FilterExpression left, FilterExpression right)
      implements FilterExpression {}

  /** {@code not (…)}. */
  record Negation(FilterExpression inner) implements FilterExpression {}

  /**
   * {@code path operator value}.
   *
   * @param place of the operator, characters counted from 1
   */
  record Comparison(List<Step> path, String operator, String value, int place)
      implements FilterExpression {}

  /**
   * A parameter on the way.
   *
   * @param filter what its target has to meet besides, or null
   */
  record Step(String name, FilterExpression filter) {}
}
