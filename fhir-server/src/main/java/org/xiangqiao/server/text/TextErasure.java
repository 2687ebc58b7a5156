package org.xiangqiao.server.text;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.server.expunge.ErasureParticipant;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.erase.ErasedVersion;

/**
 * Words of erased resources: the feed takes them out of the index, and each node then writes its
 * index files anew, without them.
 */
final class TextErasure implements ErasureParticipant {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long PAUSE = 50;

  private final TextOrders orders;
  private final JdbcTemplate jdbc;
  private final LongSupplier purged;

  /**
   * @param purged the newest order carried out on this node
   */
  TextErasure(TextOrders orders, JdbcTemplate jdbc, LongSupplier purged) {
    this.orders = orders;
    this.jdbc = jdbc;
    this.purged = purged;
  }

  @Override
  public Map<String, Integer> erase(Caller caller, List<ErasedVersion> erased) {
    orders.add(TextOrders.PURGE);
    return Map.of();
  }

  @Override
  public Set<String> tables() {
    return Set.of();
  }

  @Override
  public Set<String> residue() {
    return isClean() ? Set.of() : Set.of("text-index");
  }

  /** Waits for this node; it works by itself. */
  @Override
  public void clean() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!isClean() && System.nanoTime() < end) {
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isClean() {
    return purged.getAsLong()
        >= jdbc.queryForObject(
            "select coalesce(max(order_id), 0) from text_index_order where kind = 'purge'",
            Long.class);
  }
}
