package org.xiangqiao.terminology.service.load;

import java.io.Closeable;
import java.io.IOException;
import java.util.Set;

/** The rows of a file one after the other. */
interface SourceRows extends Closeable {

  /**
   * @return null after the last one
   * @throws SourceProblem if the file cannot be read on
   */
  SourceRow next() throws IOException;

  /** Whether rows may name parents. */
  boolean namesParents();

  /** Properties of the file's own, known from its beginning. */
  Set<String> properties();
}
