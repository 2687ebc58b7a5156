package org.xiangqiao.store.binary;

import org.xiangqiao.store.StoredResource;

/**
 * One version of a Binary whose data were not read.
 *
 * @param resource its json has no {@code data}; a tombstone if it was deleted
 * @param content where the data lie, or null if it has none
 */
public record BinaryVersion(StoredResource resource, BinaryContent content) {

  /** Takes the mark of the content out of a Binary as it lies in its row. */
  public static BinaryVersion of(StoredResource row) {
    if (row.deleted()) {
      return new BinaryVersion(row, null);
    }
    StoredResource bare =
        new StoredResource(
            row.type(),
            row.id(),
            row.version(),
            row.lastUpdated(),
            false,
            ContentMark.removed(row.json()));
    return new BinaryVersion(bare, ContentMark.of(row.json()));
  }
}
