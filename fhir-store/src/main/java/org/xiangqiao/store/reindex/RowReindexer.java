package org.xiangqiao.store.reindex;

/** Writes the index values of some rows anew, in one short transaction. */
@FunctionalInterface
public interface RowReindexer {

  /**
   * Rows of a type behind a row id, in their order.
   *
   * @param limit rows at most
   * @return how many, and the last row id
   */
  Batch reindex(int tenantId, String type, long afterRid, int limit);

  /** What was done; {@code rows} below the limit means that there are no more. */
  record Batch(int rows, long lastRid) {}
}
