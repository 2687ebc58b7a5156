package org.xiangqiao.server.expunge;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.erase.ErasedVersion;

/** Keeps something of resources outside the store, and erases it with them. Beans are found. */
public interface ErasureParticipant {

  /**
   * Called inside the transaction that erases, after the store has; a {@code JdbcTemplate} takes
   * part by itself. What is not in the database is best made unreachable here and removed after the
   * commit. An exception keeps everything as it was.
   *
   * @return how many of what were erased, for the answer; names of letters
   */
  Map<String, Integer> erase(Caller caller, List<ErasedVersion> erased);

  /** Tables that held contents: their files are to be rewritten before nothing is left. */
  Set<String> tables();

  /** What outside the database may still hold contents that were erased; names for the answer. */
  default Set<String> residue() {
    return Set.of();
  }

  /** Cleans that, outside of any transaction, as far as it can be done in time. */
  default void clean() {}
}
