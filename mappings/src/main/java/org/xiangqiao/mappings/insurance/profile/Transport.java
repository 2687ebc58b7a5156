package org.xiangqiao.mappings.insurance.profile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a message travels over HTTP.
 *
 * @param url places: base, infno, path
 * @param paths of this province by operation, where they are not the one path of the table
 * @param headers in order; places: paasid, timestamp, nonce, signature, signed, infno
 */
public record Transport(
    Template url, String contentType, Map<String, String> paths, Map<String, Template> headers) {

  public Transport {
    paths = Map.copyOf(paths);
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }
}
