package org.xiangqiao.store.search;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.search.criteria.DrivingIndex;

/** Tells the log of searches that took long; values of parameters are never told. */
final class SlowSearches {

  private static final Logger LOG = LoggerFactory.getLogger(SlowSearches.class);

  private final Duration threshold;

  /**
   * @param threshold what takes at least this long is told
   */
  SlowSearches(Duration threshold) {
    this.threshold = threshold;
  }

  /**
   * @param page null if the search was refused on the way
   */
  void note(Caller caller, SearchQuery query, SearchPage page, Duration took) {
    if (took.compareTo(threshold) < 0) {
      return;
    }
    LOG.warn(
        "slow search: {} ms, {}, driven by {}, {} matches, {} included, request {}",
        took.toMillis(),
        MaskedQuery.of(query.type(), query.applied()),
        DrivingIndex.of(query.criteria()),
        page == null ? "no" : page.matches().size(),
        page == null ? "none" : page.included().size(),
        caller.requestId());
  }
}
