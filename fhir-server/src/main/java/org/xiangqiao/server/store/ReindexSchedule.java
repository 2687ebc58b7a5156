package org.xiangqiao.server.store;

import java.time.Duration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.xiangqiao.store.FhirStores;
import org.xiangqiao.store.reindex.Reindexing;

/** Gives the store's jobs some time, again and again; every node does. */
@Component
class ReindexSchedule {

  private static final Duration SLICE = Duration.ofSeconds(2);

  private final Reindexing reindexing;

  ReindexSchedule(FhirStores stores) {
    this.reindexing = stores.reindexing();
  }

  /**
   * As many steps as a slice has time for; no more, so that other scheduled work is not kept
   * waiting.
   */
  @Scheduled(
      fixedDelayString = "${xiangqiao.reindex.every:1s}",
      initialDelayString = "${xiangqiao.reindex.every:1s}")
  void work() {
    long end = System.nanoTime() + SLICE.toNanos();
    boolean more = true;
    for (long left = SLICE.toNanos(); more && left > 0; left = end - System.nanoTime()) {
      more = reindexing.work(Duration.ofNanos(left));
    }
  }
}
