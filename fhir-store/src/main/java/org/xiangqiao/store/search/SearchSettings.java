package org.xiangqiao.store.search;

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
 */
public record SearchSettings(
    int defaultCount,
    int maxCount,
    int maxIncluded,
    int maxValues,
    int maxDepth,
    List<String> ownBases) {

  private static final int MAX_DEPTH = 4;

  /** With the default depth of chains, 4. */
  public SearchSettings(
      int defaultCount, int maxCount, int maxIncluded, int maxValues, List<String> ownBases) {
    this(defaultCount, maxCount, maxIncluded, maxValues, MAX_DEPTH, ownBases);
  }

  public SearchSettings {
    if (defaultCount < 1 || maxCount < defaultCount || maxIncluded < 1 || maxValues < 1 || maxDepth < 1) {
      throw new IllegalArgumentException(
          "1 <= defaultCount <= maxCount, and maxIncluded, maxValues, maxDepth >= 1 are needed");
    }
    ownBases = ownBases.stream().map(base -> base.endsWith("/") ? base : base + "/").toList();
  }

  public static SearchSettings defaults() {
    return new SearchSettings(20, 500, 2000, 500, List.of());
  }
}
