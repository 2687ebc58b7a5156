package org.xiangqiao.store.feed;

/**
 * A place in the feed of one tenant; the reader keeps it where it keeps its own results.
 *
 * @param epoch cluster the row was written in
 * @param xid its transaction, unsigned as PostgreSQL's {@code xid8}
 * @param feedId order within the transaction
 */
public record FeedPosition(short epoch, long xid, long feedId) {

  /** Before everything. */
  public static final FeedPosition START = new FeedPosition((short) 0, 0, 0);
}
