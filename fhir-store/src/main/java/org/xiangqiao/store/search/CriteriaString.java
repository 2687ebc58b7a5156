package org.xiangqiao.store.search;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.xiangqiao.store.search.criteria.SearchProblems;
import org.xiangqiao.store.search.criteria.ValueSyntax;

/** Criteria of conditional interactions: the part of a URL after the question mark. */
final class CriteriaString {

  private CriteriaString() {}

  /** Decoded parameters, in the order they were written. */
  static Map<String, List<String>> parse(String criteria) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : query(criteria).split("&")) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      parameters.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }
    return parameters;
  }

  /** Without type and question mark; a question mark inside a value belongs to it. */
  private static String query(String criteria) {
    int equals = criteria.indexOf('=');
    String name = equals < 0 ? criteria : criteria.substring(0, equals);
    return criteria.substring(name.lastIndexOf('?') + 1);
  }

  /** One text for one question, however it was written. */
  static String normalise(String type, String criteria) {
    return parse(criteria).entrySet().stream()
        .flatMap(
            parameter ->
                parameter.getValue().stream()
                    .map(value -> encode(parameter.getKey()) + "=" + alternatives(value)))
        .sorted()
        .distinct()
        .collect(Collectors.joining("&", type + "?", ""));
  }

  private static String alternatives(String value) {
    return ValueSyntax.split(value, ',').stream()
        .map(CriteriaString::encode)
        .sorted()
        .distinct()
        .collect(Collectors.joining(","));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw SearchProblems.badEncoding();
    }
  }
}
