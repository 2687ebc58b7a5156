package org.xiangqiao.store.search;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The order of {@link PageStatement}, for matches of two tenants that are merged. */
final class HitOrder implements Comparator<Hit> {

  private final SearchQuery.Order order;

  HitOrder(SearchQuery.Order order) {
    this.order = order;
  }

  @Override
  public int compare(Hit one, Hit other) {
    List<Object> left = one.key(order).values();
    List<Object> right = other.key(order).values();
    for (int i = 0; i < order.keys().size(); i++) {
      SearchQuery.Sort sort = order.keys().get(i);
      int compared =
          sort.by() == SearchQuery.SortKey.ROW
              ? 0
              : compare(left.get(i), right.get(i), sort.descending());
      if (compared != 0) {
        return compared;
      }
    }
    int rows = Long.compare(one.rid(), other.rid());
    return rowsTurn() && left.get(0) != null ? -rows : rows;
  }

  /** By one time only, descending, an index gives the order: its ties go down by row. */
  private boolean rowsTurn() {
    return order.keys().size() == 1
        && order.descending()
        && (order.key() == SearchQuery.SortKey.LAST_UPDATED
            || order.key() == SearchQuery.SortKey.MAIN_DATE);
  }

  /** What has no value comes last, whichever way. */
  private static int compare(Object left, Object right, boolean descending) {
    if (left == null || right == null) {
      return Boolean.compare(left == null, right == null);
    }
    int compared;
    if (left instanceof Instant time) {
      compared = time.compareTo((Instant) right);
    } else if (left instanceof BigDecimal number) {
      compared = number.compareTo((BigDecimal) right);
    } else {
      compared = bytewise(left.toString(), right.toString());
    }
    return descending ? -compared : compared;
  }

  /** As PostgreSQL's collation C. */
  private static int bytewise(String left, String right) {
    return Arrays.compareUnsigned(
        left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }
}
