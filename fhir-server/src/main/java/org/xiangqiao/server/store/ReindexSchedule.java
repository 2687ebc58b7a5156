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

  /** One slice at a time, so that other scheduled work is not kept waiting. */
  @Scheduled(
      fixedDelayString = "${xiangqiao.reindex.every:1s}",
      initialDelayString = "${xiangqiao.reindex.every:1s}")
  void work() {
    reindexing.work(SLICE);
  }
}
