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
    int colon = raw.indexOf(':');
    return colon < 0
        ? new ParameterName(raw, raw, null)
        : new ParameterName(raw, raw.substring(0, colon), raw.substring(colon + 1));
  }

  /** Refuses a modifier that is not among the known ones. */
  void requireModifier(String type, Set<String> known) {
    if (modifier != null && !known.contains(modifier)) {
      throw SearchProblems.unsupportedModifier(raw, modifier, type, new TreeSet<>(known));
    }
  }
}
