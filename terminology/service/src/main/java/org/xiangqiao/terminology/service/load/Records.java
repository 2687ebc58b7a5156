package org.xiangqiao.terminology.service.load;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** The records of a table, CSV or XLSX. */
interface Records extends Closeable {

  /** One record; cells may be empty, not null. */
  record Cells(int number, List<String> values) {
    boolean blank() {
      return values.stream().allMatch(String::isBlank);
    }
  }

  /** Null after the last one. */
  Cells next() throws IOException;
}
