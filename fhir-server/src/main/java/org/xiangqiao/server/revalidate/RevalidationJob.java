package org.xiangqiao.server.revalidate;

import java.time.Instant;
import java.util.UUID;

/**
 * A job that this node has taken.
 *
 * @param attempt which taker this is; nothing is counted for a former one
 * @param lastRid nothing beyond is looked at
 * @param place up to which everything is counted
 */
record RevalidationJob(UUID id, int tenant, Asked asked, int attempt, long lastRid, Place place) {

  /**
   * @param stage index of the type
   * @param time of the last version, or null
   * @param position of the last version
   */
  record Place(int stage, Instant time, long position) {

    Place nextStage() {
      return new Place(stage + 1, null, 0);
    }
  }
}
