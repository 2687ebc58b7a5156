package org.xiangqiao.server.text;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xiangqiao.server.expunge.ErasureParticipant;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.erase.ErasedVersion;

/**
 * Words of erased resources: the feed takes them out of the indexes, and each node then writes its
 * files anew, without them. A node without full text leaves the order, too: others have files.
 */
final class TextErasure implements ErasureParticipant {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long PAUSE = 50;

  private final TextOrders orders;
  private final TextNodes nodes;

  TextErasure(TextOrders orders, TextNodes nodes) {
    this.orders = orders;
    this.nodes = nodes;
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
    return nodes.haveErasedWords() ? Set.of("text-index") : Set.of();
  }

  /** Waits for the nodes that work; each does it by itself. */
  @Override
  public void clean() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (nodes.areErasing() && System.nanoTime() < end) {
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
