package org.xiangqiao.server.text;

import java.util.Map;

/** One open generation of an index, and how far it has read what it is made from. */
interface Generation extends AutoCloseable {

  int number();

  /** Whether it was made from this database. */
  boolean isOf(String database);

  /** The newest order of a kind that was carried out here. */
  long done(String order);

  /** Keeps facts of itself beside its contents. */
  void note(Map<String, String> facts);

  /**
   * Reads on.
   *
   * @return how many rows; 0 when there is nothing new
   */
  int step();

  /** Looks again at what another node has noted. */
  default void refresh() {}

  /** Leaves no word of what was removed in the files. */
  void purge();

  /** Removes all that it holds. */
  void drop();

  @Override
  void close();
}
