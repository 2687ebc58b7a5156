package org.xiangqiao.store.search.criteria;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads the grammar of {@code _filter} (R4 search_filter.html): {@code and} and {@code or} go from
 * left to right with equal weight, {@code not} needs parentheses.
 */
final class FilterParser {

  static final int MAX_CHARACTERS = 4000;
  static final int MAX_COMPARISONS = 100;
  static final int MAX_NESTING = 20;

  private static final Set<String> OPERATORS =
      Set.of(
          "eq", "ne", "co", "sw", "ew", "gt", "lt", "ge", "le", "ap", "sa", "eb", "pr", "po", "ss",
          "sb", "in", "re");

  private final String text;
  private int at;
  private int nesting;
  private int comparisons;

  private FilterParser(String text) {
    this.text = text;
  }

  static FilterExpression parse(String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw SearchProblems.filterTooLarge("characters", MAX_CHARACTERS);
    }
    FilterParser parser = new FilterParser(text);
    FilterExpression expression = parser.expression();
    if (parser.at < text.length()) {
      throw parser.expected("and, or");
    }
    return expression;
  }

  private FilterExpression expression() {
    if (++nesting > MAX_NESTING) {
      throw SearchProblems.filterTooLarge("levels", MAX_NESTING);
    }
    FilterExpression left = term();
    for (skip(); at < text.length() && !isClosing(); skip()) {
      String word = word().toLowerCase(Locale.ROOT);
      if (!word.equals("and") && !word.equals("or")) {
        at -= word.length();
        throw expected("and, or");
      }
      left = new FilterExpression.Logical(word.equals("and"), left, term());
    }
    nesting--;
    return left;
  }

  private FilterExpression term() {
    skip();
    if (is('(')) {
      return parenthesis();
    }
    int start = at;
    if (word().equalsIgnoreCase("not")) {
      skip();
      if (is('(')) {
        return new FilterExpression.Negation(parenthesis());
      }
    }
    at = start;
    return comparison();
  }

  private FilterExpression parenthesis() {
    at++;
    FilterExpression inner = expression();
    close(')');
    return inner;
  }

  private FilterExpression comparison() {
    if (++comparisons > MAX_COMPARISONS) {
      throw SearchProblems.filterTooLarge("comparisons", MAX_COMPARISONS);
    }
    List<FilterExpression.Step> path = new ArrayList<>();
    path.add(step());
    while (is('.')) {
      at++;
      path.add(step());
    }
    if (path.get(path.size() - 1).filter() != null) {
      throw expected(".");
    }
    blank();
    int place = at + 1;
    String operator = word().toLowerCase(Locale.ROOT);
    if (!OPERATORS.contains(operator)) {
      at = place - 1;
      throw expected("eq, ne, co, sw, ew, gt, lt, ge, le, ap, sa, eb, pr, po, ss, sb, in, re");
    }
    blank();
    return new FilterExpression.Comparison(List.copyOf(path), operator, value(), place);
  }

  private FilterExpression.Step step() {
    String name = word();
    if (name.isEmpty()) {
      throw expected("a-z");
    }
    FilterExpression filter = null;
    if (is('[')) {
      at++;
      filter = expression();
      close(']');
    }
    return new FilterExpression.Step(name, filter);
  }

  private String value() {
    if (is('"')) {
      return quoted();
    }
    int start = at;
    while (at < text.length() && !Character.isWhitespace(text.charAt(at)) && !isClosing()) {
      at++;
    }
    if (at == start) {
      throw expected("\"…\"");
    }
    return text.substring(start, at);
  }

  /** A string as in JSON (RFC 8259). */
  private String quoted() {
    StringBuilder value = new StringBuilder();
    for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
      value.append(text.charAt(at) == '\\' ? escaped() : text.charAt(at));
    }
    if (!is('"')) {
      throw expected("\"");
    }
    at++;
    if (value.toString().isBlank()) {
      throw SearchProblems.emptyValue("_filter");
    }
    return value.toString();
  }

  private char escaped() {
    at++;
    char c = at < text.length() ? text.charAt(at) : ' ';
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw expected("\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX");
    };
  }

  private char unicode() {
    int end = at + 5;
    if (end > text.length() || !text.substring(at + 1, end).matches("[0-9A-Fa-f]{4}")) {
      throw expected("\\uXXXX");
    }
    char c = (char) Integer.parseInt(text.substring(at + 1, end), 16);
    at += 4;
    return c;
  }

  private String word() {
    int start = at;
    while (at < text.length() && isNameCharacter(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private static boolean isNameCharacter(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c == '-';
  }

  private void skip() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private void blank() {
    if (at >= text.length() || !Character.isWhitespace(text.charAt(at))) {
      throw expected("' '");
    }
    skip();
  }

  private void close(char bracket) {
    skip();
    if (!is(bracket)) {
      throw expected(String.valueOf(bracket));
    }
    at++;
  }

  private boolean is(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private boolean isClosing() {
    return is(')') || is(']');
  }

  private RuntimeException expected(String what) {
    return SearchProblems.badFilter(at + 1, what);
  }
}
