package org.xiangqiao.terminology.service.property;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many steps a regular expression has when its repeats are written out, as engines do: {@code
 * ((a{1000}){1000}){1000}} is short and has a thousand million. Never less than there are; not
 * exact where the expression is malformed.
 */
final class RegexSize {

  /** Beyond this nobody counts. */
  private static final long VERY_MANY = 1_000_000_000;

  private final String text;
  private final Deque<Long> outer = new ArrayDeque<>();
  private long before;
  private long last;
  private int at;

  private RegexSize(String text) {
    this.text = text;
  }

  static long of(String expression) {
    return new RegexSize(expression).count();
  }

  private long count() {
    while (at < text.length()) {
      step(text.charAt(at));
    }
    long all = before + last;
    for (long each : outer) {
      all += each;
    }
    return Math.min(all, VERY_MANY);
  }

  private void step(char next) {
    switch (next) {
      case '\\' -> escape();
      case '[' -> {
        at = afterClass();
        atom(1);
      }
      case '(' -> {
        outer.push(before + last);
        before = 0;
        last = 0;
        at++;
      }
      case ')' -> {
        long group = before + last + 1;
        before = outer.isEmpty() ? 0 : outer.pop();
        last = group;
        at++;
      }
      case '|', '*', '+', '?' -> {
        last++;
        at++;
      }
      case '{' -> repeat();
      default -> {
        at++;
        atom(1);
      }
    }
  }

  private void atom(long size) {
    before = Math.min(before + last, VERY_MANY);
    last = size;
  }

  /** {@code \Q…\E}, {@code \x{…}}, {@code \p{…}} or one character. */
  private void escape() {
    char kind = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    if (kind == 'Q') {
      int end = text.indexOf("\\E", at + 2);
      int quoted = (end < 0 ? text.length() : end) - at - 2;
      atom(Math.max(0, quoted - 1));
      atom(1);
      at = end < 0 ? text.length() : end + 2;
      return;
    }
    boolean braced = "xpP".indexOf(kind) >= 0 && text.startsWith("{", at + 2);
    int end = braced ? text.indexOf('}', at) : -1;
    at = end < 0 ? at + 2 : end + 1;
    atom(1);
  }

  private int afterClass() {
    int place = text.startsWith("^", at + 1) ? at + 2 : at + 1;
    // A bracket that comes first stands for itself.
    int first = place;
    while (place < text.length() && (text.charAt(place) != ']' || place == first)) {
      int named = text.startsWith("[:", place) ? text.indexOf(":]", place + 2) : -1;
      place = named >= 0 ? named + 2 : place + (text.charAt(place) == '\\' ? 2 : 1);
    }
    return place + 1;
  }

  /** {@code {n}}, {@code {n,}}, {@code {n,m}}; any other brace stands for itself. */
  private void repeat() {
    int place = digits(at + 1);
    if (place == at + 1) {
      at++;
      atom(1);
      return;
    }
    long times = number(at + 1, place);
    if (text.startsWith(",", place)) {
      int end = digits(place + 1);
      times = end > place + 1 ? Math.max(times, number(place + 1, end)) : times + 1;
      place = end;
    }
    if (!text.startsWith("}", place)) {
      at++;
      atom(1);
      return;
    }
    last = Math.min(Math.max(1, last) * Math.max(1, times), VERY_MANY);
    at = place + 1;
  }

  private int digits(int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  private long number(int from, int end) {
    return end - from > 9 ? VERY_MANY : Long.parseLong(text.substring(from, end));
  }
}
