package org.xiangqiao.server.text;

import org.xiangqiao.store.feed.FeedPosition;

/**
 * How one index of this node is.
 *
 * @param generation that is read; 0 for none
 * @param purged no file of this node holds words of what was erased up to this order
 * @param rebuilt what is read was built after this order
 * @param rows read so far by a generation that is being built
 */
record IndexStatus(
    State state, int generation, FeedPosition purged, FeedPosition rebuilt, long rows) {

  IndexStatus withRows(long other) {
    return new IndexStatus(state, generation, purged, rebuilt, other);
  }

  /** How far an index is. */
  enum State {
    /** Not opened yet. */
    OPENING,
    /** There is none to read; it is made. */
    BUILDING,
    /** What was written while this node was away is being read. */
    CATCHING_UP,
    READY,
    /** Fails; tried again. */
    FAILING
  }
}
