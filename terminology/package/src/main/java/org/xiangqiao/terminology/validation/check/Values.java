package org.xiangqiao.terminology.validation.check;

import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.terminology.validation.json.Node;

/** Fixed values and patterns (R4 elementdefinition-definitions.html#fixed, #pattern). */
final class Values {

  private Values() {}

  /** Whether the value is exactly that one, or has at least what the pattern has. */
  static boolean matches(Node value, Node wanted, boolean pattern) {
    Findings scratch = Findings.verdict();
    check(value, wanted, pattern, value.location(), "", scratch);
    return scratch.errors() == 0;
  }

  static void check(Node value, Node wanted, boolean pattern, String profile, Findings findings) {
    check(value, wanted, pattern, null, profile, findings);
  }

  private static void check(
      Node value, Node wanted, boolean pattern, String at, String profile, Findings findings) {
    if (wanted.hasText()) {
      if (!wanted.text().equals(value.text())) {
        String place = at == null ? value.location() : at;
        findings.error(IssueType.VALUE, place, key(pattern), profile);
      }
      return;
    }
    String place = at == null ? value.location() : at;
    for (Node part : wanted.children()) {
      if (part.index() <= 0) {
        part(value, wanted, part.jsonName(), pattern, place, profile, findings);
      }
    }
    if (!pattern) {
      for (Node extra : value.children()) {
        if (!extra.name().equals("id") && all(wanted, extra.jsonName()).isEmpty()) {
          findings.error(IssueType.VALUE, place + "." + extra.name(), key(false), profile);
        }
      }
    }
  }

  private static void part(
      Node value,
      Node wanted,
      String name,
      boolean pattern,
      String place,
      String profile,
      Findings findings) {
    List<Node> wishes = all(wanted, name);
    List<Node> values = all(value, name);
    if (wishes.get(0).index() < 0) {
      String inside = place + "." + name;
      if (values.isEmpty()) {
        findings.error(IssueType.VALUE, inside, key(pattern), profile);
      } else {
        check(values.get(0), wishes.get(0), pattern, inside, profile, findings);
      }
      return;
    }
    boolean enough = pattern ? values.size() >= wishes.size() : values.size() == wishes.size();
    if (!enough) {
      findings.error(IssueType.VALUE, place, key(pattern), profile);
      return;
    }
    for (int i = 0; i < wishes.size(); i++) {
      Node wish = wishes.get(i);
      boolean found =
          pattern
              ? values.stream().anyMatch(each -> matches(each, wish, true))
              : matches(values.get(i), wish, false);
      if (!found) {
        findings.error(IssueType.VALUE, place, key(pattern), profile);
      }
    }
  }

  private static String key(boolean pattern) {
    return pattern ? "value-not-of-pattern" : "value-not-fixed";
  }

  private static List<Node> all(Node node, String jsonName) {
    return node.children().stream().filter(each -> each.jsonName().equals(jsonName)).toList();
  }
}
