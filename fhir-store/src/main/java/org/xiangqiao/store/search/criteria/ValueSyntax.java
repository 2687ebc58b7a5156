package org.xiangqiao.store.search.criteria;

import java.util.ArrayList;
import java.util.List;

/**
 * Commas and bars in parameter values, with FHIR's escapes (R4 search.html#escaping): {@code \,}
 * {@code \|} {@code \$} {@code \\}.
 */
public final class ValueSyntax {

  private ValueSyntax() {}

  /** Parts between separators that are not escaped; escapes are kept. */
  public static List<String> split(String value, char separator) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == separator) {
        parts.add(value.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(value.substring(start));
    return parts;
  }

  /** Place of the first separator that is not escaped, or -1. */
  public static int indexOf(String value, char separator) {
    int first = split(value, separator).get(0).length();
    return first == value.length() ? -1 : first;
  }

  public static String unescape(String value) {
    if (value.indexOf('\\') < 0) {
      return value;
    }
    StringBuilder plain = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean escape =
          c == '\\' && i + 1 < value.length() && "\\,|$".indexOf(value.charAt(i + 1)) >= 0;
      plain.append(escape ? value.charAt(++i) : c);
    }
    return plain.toString();
  }
}
