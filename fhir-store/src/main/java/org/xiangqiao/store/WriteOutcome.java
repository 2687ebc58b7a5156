package org.xiangqiao.store;

import java.util.List;

/**
 * What one {@link WriteOperation} did.
 *
 * @param resource the version that is now current; for {@code DELETED} its tombstone; null when a
 *     delete found nothing; the first tombstone when it found several
 * @param deleted how many resources a delete removed, cascaded ones apart; 0 for other effects
 * @param cascaded tombstones of what went along with a cascading delete, nearest first
 */
public record WriteOutcome(
    Effect effect, StoredResource resource, int deleted, List<StoredResource> cascaded) {

  public WriteOutcome {
    cascaded = List.copyOf(cascaded);
  }

  /** Of an operation that concerns one resource at most. */
  public WriteOutcome(Effect effect, StoredResource resource) {
    this(effect, resource, effect == Effect.DELETED && resource != null ? 1 : 0, List.of());
  }

  /** Effects as REST tells them apart: 201, 200, 200 unchanged, 204. */
  public enum Effect {
    CREATED,
    UPDATED,
    /** A conditional create found its match, or an update changed nothing. */
    UNCHANGED,
    DELETED
  }
}
