package org.xiangqiao.store;

/**
 * What one {@link WriteOperation} did.
 *
 * @param resource the version that is now current; for {@code DELETED} its tombstone; null when a
 *     delete found nothing
 */
public record WriteOutcome(Effect effect, StoredResource resource) {

  /** Effects as REST tells them apart: 201, 200, 200 unchanged, 204. */
  public enum Effect {
    CREATED,
    UPDATED,
    /** A conditional create found its match, or an update changed nothing. */
    UNCHANGED,
    DELETED
  }
}
