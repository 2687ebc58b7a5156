package org.xiangqiao.server.text;

import org.xiangqiao.store.feed.FeedPosition;

/** One open generation of an index, and how far it has read what it is made from. */
interface Generation extends AutoCloseable {

  int number();

  /** What lies beside its contents: of which database it is, which orders were carried out. */
  Facts facts();

  /**
   * Reads on.
   *
   * @return whether there is more to read at once
   */
  boolean step();

  /** What was written by transactions before this one is here. */
  FeedPosition complete();

  /** How many rows it has read since it was opened. */
  long rows();

  /** Looks again at what another node has noted. */
  default void refresh() {
    facts().refresh();
  }

  /**
   * Leaves no word of what was removed in the files.
   *
   * @return false if only another generation in its place can do that
   */
  default boolean purge() {
    return facts().index().purge();
  }

  /** Removes all that it holds. */
  default void drop() {
    facts().index().drop();
  }

  @Override
  default void close() {
    facts().index().close();
  }
}
