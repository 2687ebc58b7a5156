package org.xiangqiao.programmes.supervision;

import java.util.HashMap;
import java.util.Map;

/**
 * A place of a bill that a rule is about.
 *
 * @param line null for the whole bill
 * @param element below the line, or below the Claim
 * @param arguments of the rule's text; never personal data
 */
record Hit(ClaimedLine line, String element, Map<String, String> arguments) {

  static Hit of(ClaimedLine line, String element, String... arguments) {
    Map<String, String> named = new HashMap<>();
    for (int at = 0; at < arguments.length; at += 2) {
      named.put(arguments[at], arguments[at + 1]);
    }
    if (line != null) {
      named.put("line", String.valueOf(line.position() + 1));
    }
    return new Hit(line, element, named);
  }
}
