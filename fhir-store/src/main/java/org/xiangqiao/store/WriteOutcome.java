package org.xiangqiao.store;

/**
 * What one {@link WriteOperation} did.
 *
 * @param resource the version that is now current; for {@code DELETED} its tombstone; null when a
 *     delete found nothing; the first tombstone when it found several
 * @param deleted how many resources a delete removed; 0 for other effects
 */
public record WriteOutcome(Effect effect, StoredResource resource, int deleted) {

  /** Of an operation that concerns one resource at most. */
  public WriteOutcome(Effect effect, StoredResource resource) {
    this(effect, resource, effect == Effect.DELETED && resource != null ? 1 : 0);
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
