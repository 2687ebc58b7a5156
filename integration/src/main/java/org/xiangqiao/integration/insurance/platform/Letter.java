package org.xiangqiao.integration.insurance.platform;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A message ready to travel (待发报文): signed, with its headers. */
public record Letter(byte[] body, Map<String, String> headers) {

  public Letter {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** Without what it says. */
  @Override
  public String toString() {
    return "Letter[" + body.length + "]";
  }
}
