package org.xiangqiao.store.search;

import java.time.Duration;
import java.util.List;

/**
 * Limits of searches.
 *
 * @param defaultCount page size when the caller names none
 * @param maxCount largest page size; larger wishes get this one
 * @param maxIncluded most resources that includes may add to a page
 * @param maxValues most values one parameter may list
 * @param maxDepth most references that one condition may follow: chains, {@code _has}, {@code
 *     _filter}
 * @param ownBases base URLs under which this server is known; references that begin with one are
 *     local
 * @param slow searches that take at least this long are logged
 * @param countLimit how long {@code _total=accurate} may count; a longer count is refused
 * @param patientsStored whether every local reference to a Patient leads to one that is stored;
 *     only then may a search by patient take the short way over the Patient's own row
 */
public record SearchSettings(
    int defaultCount,
    int maxCount,
    int maxIncluded,
    int maxValues,
    int maxDepth,
    List<String> ownBases,
    Duration slow,
    Duration countLimit,
    boolean patientsStored) {

  private static final int MAX_DEPTH = 4;
  private static final Duration SLOW = Duration.ofSeconds(1);
  private static final Duration COUNT_LIMIT = Duration.ofSeconds(10);

  /** With the defaults: chains over 4 references, slow from 1 s, counting for at most 10 s. */
  public SearchSettings(
      int defaultCount, int maxCount, int maxIncluded, int maxValues, List<String> ownBases) {
    this(
        defaultCount,
        maxCount,
        maxIncluded,
        maxValues,
        MAX_DEPTH,
        ownBases,
        SLOW,
        COUNT_LIMIT,
        true);
  }

  public SearchSettings {
    if (defaultCount < 1
        || maxCount < defaultCount
        || maxIncluded < 1
        || maxValues < 1
        || maxDepth < 1) {
      throw new IllegalArgumentException(
          "1 <= defaultCount <= maxCount, and maxIncluded, maxValues, maxDepth >= 1 are needed");
    }
    if (slow.isNegative() || countLimit.toSeconds() < 1) {
      throw new IllegalArgumentException("slow >= 0 and countLimit >= 1 s are needed");
    }
    ownBases = ownBases.stream().map(base -> base.endsWith("/") ? base : base + "/").toList();
  }

  public static SearchSettings defaults() {
    return new SearchSettings(20, 500, 2000, 500, List.of());
  }

  public SearchSettings withMaxDepth(int depth) {
    return new SearchSettings(
        defaultCount,
        maxCount,
        maxIncluded,
        maxValues,
        depth,
        ownBases,
        slow,
        countLimit,
        patientsStored);
  }

  public SearchSettings withOwnBases(List<String> bases) {
    return new SearchSettings(
        defaultCount,
        maxCount,
        maxIncluded,
        maxValues,
        maxDepth,
        bases,
        slow,
        countLimit,
        patientsStored);
  }

  /**
   * @param slow see above
   * @param countLimit see above
   */
  public SearchSettings withTimes(Duration slow, Duration countLimit) {
    return new SearchSettings(
        defaultCount,
        maxCount,
        maxIncluded,
        maxValues,
        maxDepth,
        ownBases,
        slow,
        countLimit,
        patientsStored);
  }

  /**
   * @param stored see above
   */
  public SearchSettings withPatientsStored(boolean stored) {
    return new SearchSettings(
        defaultCount,
        maxCount,
        maxIncluded,
        maxValues,
        maxDepth,
        ownBases,
        slow,
        countLimit,
        stored);
  }
}
