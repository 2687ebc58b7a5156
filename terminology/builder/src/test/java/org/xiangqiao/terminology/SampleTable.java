package org.xiangqiao.terminology;

import java.util.Arrays;
import java.util.Map;

/** A small code table of a test. */
public final class SampleTable {

  private SampleTable() {}

  /**
   * @param rows code, display and parent of each, separated by commas
   */
  public static CodeTable of(String... rows) {
    return new CodeTable(
        "sample",
        "https://fhir.xiangqiao.org/CodeSystem/sample",
        "样例",
        "Sample",
        new CodeTable.Provenance("complete", "own", "is-a", "a test", ""),
        Arrays.stream(rows)
            .map(row -> row.split(",", -1))
            .map(row -> new CodeTable.Concept(row[0], row[1], "", Map.of("parent", row[2])))
            .toList());
  }
}
