package org.xiangqiao.store;

import java.util.List;

/** One page of history, newest first; {@code next} is null on the last page. */
public record HistoryPage(List<HistoryEntry> entries, String next) {

  /** A version and how it came to be. */
  public record HistoryEntry(StoredResource resource, WriteOutcome.Effect effect) {}
}
