package org.xiangqiao.store.transaction;

import java.time.Instant;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.store.write.PlacedOperation;

/** One entry of a transaction or batch: something to write, or something to read afterwards. */
sealed interface BundleEntry {

  /** For example {@code Bundle.entry[3]}. */
  String place();

  record Write(WriteOperation operation, String place) implements BundleEntry {
    PlacedOperation placed() {
      return new PlacedOperation(operation, place);
    }
  }

  /**
   * A GET or HEAD.
   *
   * @param ifNoneMatch version the sender has already, or null
   * @param ifModifiedSince time of what the sender has already, or null
   * @param head true if only status and headers are wanted
   */
  record Read(EntryUrl url, Long ifNoneMatch, Instant ifModifiedSince, boolean head, String place)
      implements BundleEntry {}
}
