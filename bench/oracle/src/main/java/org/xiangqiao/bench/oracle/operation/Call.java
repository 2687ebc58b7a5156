package org.xiangqiao.bench.oracle.operation;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One request to both servers.
 *
 * @param operation its name with the dollar sign, for the report
 * @param parameters of the URL, as people write them
 * @param body null if there is none
 * @param look what of the answer is compared
 */
record Call(
    String operation,
    String method,
    String path,
    Map<String, String> parameters,
    JsonNode body,
    Look look) {

  /** Path and parameters as they go into a URL. */
  String address() {
    return parameters.isEmpty()
        ? path
        : path
            + "?"
            + parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
  }

  String readable() {
    return method
        + " "
        + path
        + (parameters.isEmpty()
            ? ""
            : "?"
                + parameters.entrySet().stream()
                    .map(each -> each.getKey() + "=" + each.getValue())
                    .collect(Collectors.joining("&")));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
