package org.xiangqiao.store.search.criteria;

import java.util.Set;
import java.util.TreeSet;

/**
 * A parameter's name in a URL, taken apart.
 *
 * @param modifier what follows the colon, or null
 */
public record ParameterName(String raw, String code, String modifier) {

  public static ParameterName parse(String raw) {
    return parse(raw, raw);
  }

  /**
   * A name at the end of a chain.
   *
   * @param raw the whole, for refusals
   * @param text what is left of it
   */
  static ParameterName parse(String raw, String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? new ParameterName(raw, text, null)
        : new ParameterName(raw, text.substring(0, colon), text.substring(colon + 1));
  }

  /** Code and modifier as they were written. */
  String text() {
    return modifier == null ? code : code + ":" + modifier;
  }

  /** Refuses a modifier that is not among the known ones. */
  void requireModifier(String type, Set<String> known) {
    if (modifier != null && !known.contains(modifier)) {
      throw SearchProblems.unsupportedModifier(raw, modifier, type, new TreeSet<>(known));
    }
  }
}
