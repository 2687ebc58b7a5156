package org.xiangqiao.bench.engine.ask;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * One request.
 *
 * @param address relative to the FHIR base
 * @param body null for GET
 */
public record Question(String address, String body) {

  static Question get(String address) {
    return new Question(address, null);
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
