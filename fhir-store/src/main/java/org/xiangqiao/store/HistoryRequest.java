package org.xiangqiao.store;

import java.time.Instant;

/**
 * History of an instance (type and id), a type (id null) or the tenant (both null), newest first.
 *
 * @param since inclusive lower bound of lastUpdated, or null; with it, the history of a type or
 *     tenant ends where writes may still be open ({@link HistoryPage#complete})
 * @param at time in which versions were current, or null for all
 * @param count page size
 * @param cursor sealed cursor of the page before, or null
 */
public record HistoryRequest(
    String type, String id, Instant since, During at, int count, String cursor) {

  /** Of any time. */
  public HistoryRequest(String type, String id, Instant since, int count, String cursor) {
    this(type, id, since, null, count, cursor);
  }

  /**
   * The time that {@code _at} gives (R4 http.html#history): versions that were current at some
   * point of it, and deletions in it.
   *
   * @param from first instant
   * @param to last instant, not before {@code from}
   */
  public record During(Instant from, Instant to) {}
}
