package org.xiangqiao.bench.oracle.write;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One request of a journey.
 *
 * @param address may name a resource whose id the server chose as {@code Type/{0}}: the first such
 *     resource of the journey
 * @param body null if there is none; a JSON array is sent as a JSON Patch
 */
record Step(
    String feature, String method, String address, JsonNode body, Map<String, String> headers) {

  static Step get(String feature, String address) {
    return new Step(feature, "GET", address, null, Map.of());
  }

  static Step send(String feature, String method, String address, JsonNode body) {
    return new Step(feature, method, address, body, Map.of());
  }

  Step with(String header, String value) {
    return new Step(feature, method, address, body, Map.of(header, value));
  }
}
