package org.xiangqiao.store;

import java.time.Instant;
import java.util.List;

/**
 * One page of history, newest first.
 *
 * @param next cursor of the page after this one; null on the last page
 * @param complete everything up to this time is in the answer, on this page or its neighbours: who
 *     asks again with it as {@code since} misses nothing; the same on all pages; null for the
 *     history of one resource
 */
public record HistoryPage(List<HistoryEntry> entries, String next, Instant complete) {

  /** A version and how it came to be. */
  public record HistoryEntry(StoredResource resource, WriteOutcome.Effect effect) {}
}
