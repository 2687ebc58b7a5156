package org.xiangqiao.bench.oracle.query;

import java.util.Optional;

/** Makes searches of one family, one at a time. */
interface CaseSource {

  /** The next one; empty if this attempt found no fitting data. */
  Optional<SearchCase> next();
}
