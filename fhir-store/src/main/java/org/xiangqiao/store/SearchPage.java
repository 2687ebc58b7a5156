package org.xiangqiao.store;

import java.util.List;
import java.util.Map;

/**
 * One page of a search.
 *
 * @param matches resources that match, in order
 * @param included resources that {@code _include} brought
 * @param total number of all matches when {@code _total} or {@code _summary=count} asked for it,
 *     else null
 * @param next sealed cursor for {@link FhirStore#nextPage}, or null on the last page
 * @param applied parameters that were in force, for the self link
 * @param first sealed cursor of the first page, or null on that page itself
 */
public record SearchPage(
    List<StoredResource> matches,
    List<StoredResource> included,
    Long total,
    String next,
    Map<String, List<String>> applied,
    String first) {

  /** A first page. */
  public SearchPage(
      List<StoredResource> matches,
      List<StoredResource> included,
      Long total,
      String next,
      Map<String, List<String>> applied) {
    this(matches, included, total, next, applied, null);
  }
}
