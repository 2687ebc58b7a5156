package org.xiangqiao.server.text;

import java.io.EOFException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;

/**
 * What a failure means for the index. Its message is never shown: it may hold words of a search.
 */
final class IndexFailure {

  private static final Set<Class<?>> BROKEN =
      Set.of(
          CorruptIndexException.class,
          IndexFormatTooOldException.class,
          IndexFormatTooNewException.class,
          IndexNotFoundException.class,
          EOFException.class,
          NoSuchFileException.class);

  private IndexFailure() {}

  /** Whether only another index helps. */
  static boolean isBroken(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (BROKEN.contains(cause.getClass())) {
        return true;
      }
    }
    return false;
  }

  /** Names of the classes, outermost first. */
  static String words(Throwable failure) {
    StringBuilder words = new StringBuilder();
    int depth = 0;
    for (Throwable cause = failure; cause != null && depth < 4; cause = cause.getCause()) {
      words.append(depth++ == 0 ? "" : ", ").append(cause.getClass().getSimpleName());
    }
    return words.toString();
  }
}
