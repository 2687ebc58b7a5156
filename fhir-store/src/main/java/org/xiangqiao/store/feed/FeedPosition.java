package org.xiangqiao.store.feed;

/**
 * A place in the feed of one tenant; the reader keeps it where it keeps its own results.
 *
 * @param epoch cluster the row was written in
 * @param xid its transaction, unsigned as PostgreSQL's {@code xid8}
 * @param feedId order within the transaction
 */
public record FeedPosition(short epoch, long xid, long feedId) implements Comparable<FeedPosition> {

  /** Before everything. */
  public static final FeedPosition START = new FeedPosition((short) 0, 0, 0);

  /** Before every row of a transaction; {@code xid} as PostgreSQL writes it. */
  public static FeedPosition before(short epoch, String xid) {
    return new FeedPosition(epoch, Long.parseUnsignedLong(xid), 0);
  }

  /** As {@link #text} wrote it. */
  public static FeedPosition of(String text) {
    String[] parts = text.split("/");
    return new FeedPosition(
        Short.parseShort(parts[0]), Long.parseUnsignedLong(parts[1]), Long.parseLong(parts[2]));
  }

  public String text() {
    return epoch + "/" + xidText() + "/" + feedId;
  }

  /** The transaction as PostgreSQL writes it. */
  public String xidText() {
    return Long.toUnsignedString(xid);
  }

  /** Before every row of the same transaction. */
  FeedPosition transaction() {
    return new FeedPosition(epoch, xid, 0);
  }

  @Override
  public int compareTo(FeedPosition other) {
    int byEpoch = Short.compare(epoch, other.epoch);
    int byTransaction = byEpoch != 0 ? byEpoch : Long.compareUnsigned(xid, other.xid);
    return byTransaction != 0 ? byTransaction : Long.compare(feedId, other.feedId);
  }
}
