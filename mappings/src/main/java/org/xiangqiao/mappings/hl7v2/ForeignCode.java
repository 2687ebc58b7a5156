package org.xiangqiao.mappings.hl7v2;

import java.util.ArrayList;
import java.util.List;

/** One of the two code triplets of a coded element (CE, CWE): code, text, name of code system. */
record ForeignCode(String code, String text, String system) {

  /** The triplets of a field's repetition that hold anything. */
  static List<ForeignCode> of(SegmentReader segment, int field, int repetition) {
    List<ForeignCode> found = new ArrayList<>();
    for (int first : new int[] {1, 4}) {
      ForeignCode code =
          new ForeignCode(
              segment.text(field, repetition, first),
              segment.text(field, repetition, first + 1),
              segment.text(field, repetition, first + 2));
      if (!code.code.isEmpty() || !code.text.isEmpty()) {
        found.add(code);
      }
    }
    return found;
  }
}
