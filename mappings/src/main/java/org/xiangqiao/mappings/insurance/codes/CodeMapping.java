package org.xiangqiao.mappings.insurance.codes;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One row of a mapping (对照关系).
 *
 * @param localName {@code null} when it is not told
 * @param nationalName {@code null} when it is not told
 * @param more what the upload of an item (3301) wants besides, by the platform's keys, in order
 */
public record CodeMapping(
    String local,
    String localName,
    String national,
    String nationalName,
    Map<String, String> more) {

  public CodeMapping {
    more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
  }

  /** Without what it holds, which may be a doctor's. */
  @Override
  public String toString() {
    return "CodeMapping" + more.keySet();
  }
}
