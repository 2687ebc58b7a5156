package org.xiangqiao.store.export;

/** Takes rows in the order of their ids. */
@FunctionalInterface
public interface ExportRows {

  /**
   * @param rid row id, greater than that of the row before
   * @param content the resource's stored JSON text in UTF-8; of a deleted resource its logical id
   * @return false to end here
   */
  boolean take(long rid, byte[] content);
}
