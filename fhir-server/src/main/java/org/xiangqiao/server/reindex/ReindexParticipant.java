package org.xiangqiao.server.reindex;

/**
 * Keeps an index of resources outside the store, and builds it anew when asked. Beans are found.
 */
@FunctionalInterface
public interface ReindexParticipant {

  /** Notes that it is to be done; returns at once. */
  void rebuild();
}
