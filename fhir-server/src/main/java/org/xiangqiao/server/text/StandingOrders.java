package org.xiangqiao.server.text;

import java.util.Map;
import java.util.stream.Stream;
import org.xiangqiao.store.feed.FeedPosition;

/** What {@link TextOrders} mean for one generation: whether it is due to be purged or replaced. */
final class StandingOrders {

  private final TextOrders orders;

  StandingOrders(TextOrders orders) {
    this.orders = orders;
  }

  /** Makes a new, empty generation one of this database that has carried out all there is. */
  void begin(Generation index) {
    index
        .facts()
        .note(
            Map.of(
                Facts.DATABASE, orders.database(),
                TextOrders.REBUILD, orders.newest(TextOrders.REBUILD).text(),
                TextOrders.PURGE, orders.newest(TextOrders.PURGE).text()));
  }

  boolean isOfThisDatabase(Generation index) {
    return index.facts().isOf(orders.database());
  }

  /** Whether a rebuild was ordered after it began. */
  boolean isOutdated(Generation index) {
    return orders.newest(TextOrders.REBUILD).compareTo(index.facts().done(TextOrders.REBUILD)) > 0;
  }

  /**
   * Purges it as soon as everything that was written before the order is read, however much comes
   * after.
   *
   * @param before what is to be done first
   * @return false if only another generation has none of the words
   */
  boolean purge(Generation index, Runnable before) {
    FeedPosition order = orders.newest(TextOrders.PURGE, index.complete());
    if (order.compareTo(index.facts().done(TextOrders.PURGE)) <= 0) {
      return true;
    }
    before.run();
    if (!index.purge()) {
      return false;
    }
    index.facts().note(TextOrders.PURGE, order);
    return true;
  }

  /** Whether {@code later} has carried out an erasure that {@code former} has not. */
  static boolean hasErasedWords(Generation former, Generation later) {
    return former.facts().done(TextOrders.PURGE).compareTo(later.facts().done(TextOrders.PURGE))
        < 0;
  }

  /** What all of them have carried out; the former answer if there is none. */
  static FeedPosition purged(FeedPosition former, Generation... open) {
    return Stream.of(open)
        .filter(index -> index != null)
        .map(index -> index.facts().done(TextOrders.PURGE))
        .min(FeedPosition::compareTo)
        .orElse(former);
  }
}
