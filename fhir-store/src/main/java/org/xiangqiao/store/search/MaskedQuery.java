package org.xiangqiao.store.search;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A search as it may stand in logs: names and modifiers, of the values their number and length
 * only. What shapes the answer is kept, it names no one.
 */
final class MaskedQuery {

  private static final Set<String> KEPT =
      Set.of("_sort", "_count", "_total", "_summary", "_include", "_revinclude");

  private MaskedQuery() {}

  /**
   * @param type null for several types
   * @param parameters understood ones only: a name that is not might hold anything
   */
  static String of(String type, Map<String, List<String>> parameters) {
    return parameters.entrySet().stream()
        .flatMap(
            parameter ->
                parameter.getValue().stream()
                    .map(value -> parameter.getKey() + "=" + masked(parameter.getKey(), value)))
        .collect(Collectors.joining("&", (type == null ? "" : type) + "?", ""));
  }

  private static String masked(String name, String value) {
    return KEPT.contains(name.split(":", 2)[0]) ? value : "<" + kind(value) + value.length() + ">";
  }

  private static String kind(String value) {
    String digits = value.codePoints().allMatch(Character::isDigit) ? "digits " : "text ";
    return value.indexOf('|') >= 0 ? "token " : value.indexOf('/') >= 0 ? "reference " : digits;
  }
}
