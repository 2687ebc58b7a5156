package org.xiangqiao.terminology.validation.check;

import java.time.DateTimeException;
import java.time.LocalDate;

/** The lexical forms of primitive types (R4 datatypes.html#primitive), in linear time. */
final class PrimitiveForms {

  private static final int ID = 64;

  private PrimitiveForms() {}

  static boolean valid(String type, String text) {
    return switch (type) {
      case "boolean" -> text.equals("true") || text.equals("false");
      case "integer" -> integer(text, Integer.MIN_VALUE);
      case "unsignedInt" -> integer(text, 0);
      case "positiveInt" -> integer(text, 1);
      case "decimal" -> decimal(text);
      case "date" -> date(text);
      case "dateTime" -> dateTime(text, false);
      case "instant" -> dateTime(text, true);
      case "time" -> text.length() == 8 && time(text, 0) == 8;
      case "id" -> id(text);
      case "code" -> code(text);
      case "uri", "url" -> uri(text);
      case "canonical" -> uri(text) && (text.startsWith("#") || absolute(text));
      case "oid" -> text.startsWith("urn:oid:") && uri(text);
      case "uuid" -> text.startsWith("urn:uuid:") && uri(text);
      case "base64Binary" -> base64(text);
      default -> true;
    };
  }

  static boolean id(String text) {
    if (text.isEmpty() || text.length() > ID) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!letter(c) && !digit(c) && c != '-' && c != '.') {
        return false;
      }
    }
    return true;
  }

  static boolean absolute(String url) {
    int colon = url.indexOf(':');
    if (colon < 1) {
      return false;
    }
    for (int i = 0; i < colon; i++) {
      char c = url.charAt(i);
      if (!letter(c) && !digit(c) && c != '+' && c != '-' && c != '.') {
        return false;
      }
    }
    return url.length() > colon + 1 && url.indexOf(' ') < 0;
  }

  /** Whether it can name a code system or the issuer of identifiers. */
  static boolean system(String uri) {
    return uri.startsWith("http:") || uri.startsWith("https:") || uri.startsWith("urn:");
  }

  private static boolean letter(char c) {
    return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int digits(String text, int from) {
    int i = from;
    while (i < text.length() && digit(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean integer(String text, long lowest) {
    int from = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    int end = digits(text, from);
    if (end != text.length() || end == from || end - from > 10) {
      return false;
    }
    if (end - from > 1 && text.charAt(from) == '0') {
      return false;
    }
    long value = Long.parseLong(text);
    return value >= lowest && value <= Integer.MAX_VALUE && value >= Integer.MIN_VALUE;
  }

  private static boolean decimal(String text) {
    int from = text.startsWith("-") ? 1 : 0;
    int i = digits(text, from);
    if (i == from || i - from > 1 && text.charAt(from) == '0') {
      return false;
    }
    if (i < text.length() && text.charAt(i) == '.') {
      int end = digits(text, i + 1);
      if (end == i + 1) {
        return false;
      }
      i = end;
    }
    if (i < text.length() && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
      int sign = i + 1;
      if (sign < text.length() && (text.charAt(sign) == '+' || text.charAt(sign) == '-')) {
        sign++;
      }
      i = digits(text, sign);
      if (i == sign) {
        return false;
      }
    }
    return i == text.length();
  }

  private static boolean date(String text) {
    return switch (text.length()) {
      case 4 -> year(text);
      case 7 -> year(text) && month(text);
      case 10 -> year(text) && month(text) && day(text);
      default -> false;
    };
  }

  private static boolean year(String text) {
    return digits(text, 0) == 4 && !text.startsWith("0000");
  }

  private static boolean month(String text) {
    return text.charAt(4) == '-' && two(text, 5, 1, 12);
  }

  private static boolean day(String text) {
    if (text.charAt(7) != '-' || !two(text, 8, 1, 31)) {
      return false;
    }
    try {
      LocalDate.of(
          Integer.parseInt(text.substring(0, 4)),
          Integer.parseInt(text.substring(5, 7)),
          Integer.parseInt(text.substring(8, 10)));
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean two(String text, int at, int lowest, int highest) {
    if (at + 2 > text.length() || !digit(text.charAt(at)) || !digit(text.charAt(at + 1))) {
      return false;
    }
    int value = (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
    return value >= lowest && value <= highest;
  }

  private static boolean dateTime(String text, boolean whole) {
    int t = text.indexOf('T');
    if (t < 0) {
      return !whole && date(text);
    }
    if (t != 10 || !date(text.substring(0, 10))) {
      return false;
    }
    int end = time(text, t + 1);
    return end > 0 && zone(text, end);
  }

  /** Where hours, minutes and seconds end, with fractions; -1 if they are none. */
  private static int time(String text, int from) {
    boolean clock =
        text.length() >= from + 8
            && two(text, from, 0, 23)
            && text.charAt(from + 2) == ':'
            && two(text, from + 3, 0, 59)
            && text.charAt(from + 5) == ':'
            && two(text, from + 6, 0, 60);
    if (!clock) {
      return -1;
    }
    int end = from + 8;
    if (end < text.length() && text.charAt(end) == '.') {
      int after = digits(text, end + 1);
      return after == end + 1 ? -1 : after;
    }
    return end;
  }

  private static boolean zone(String text, int from) {
    if (text.length() == from + 1) {
      return text.charAt(from) == 'Z';
    }
    if (text.length() != from + 6 || text.charAt(from) != '+' && text.charAt(from) != '-') {
      return false;
    }
    return text.charAt(from + 3) == ':'
        && (two(text, from + 1, 0, 13) && two(text, from + 4, 0, 59)
            || text.startsWith("14:00", from + 1));
  }

  /** No space at either end, and none but single ones inside. */
  private static boolean code(String text) {
    boolean space = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ' ' && space || c != ' ' && Character.isWhitespace(c)) {
        return false;
      }
      space = c == ' ';
    }
    return !space;
  }

  private static boolean uri(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == ' ' || Character.isWhitespace(text.charAt(i))) {
        return false;
      }
    }
    if (text.startsWith("oid:") || text.startsWith("uuid:")) {
      return false;
    }
    if (text.startsWith("urn:uuid:")) {
      int end = text.indexOf('#');
      String uuid = text.substring(9, end < 0 ? text.length() : end);
      int bar = uuid.lastIndexOf('|');
      return uuid(bar < 0 ? uuid : uuid.substring(0, bar));
    }
    return !text.startsWith("urn:oid:") || oid(text.substring(8));
  }

  private static boolean uuid(String text) {
    if (text.length() != 36) {
      return false;
    }
    for (int i = 0; i < 36; i++) {
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? text.charAt(i) != '-' : Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Roots alone name nothing but those of 1.3. */
  private static boolean oid(String text) {
    if (text.isEmpty() || text.charAt(0) < '0' || text.charAt(0) > '2') {
      return false;
    }
    int from = 0;
    while (from <= text.length()) {
      int end = digits(text, from);
      if (end == from || end - from > 1 && text.charAt(from) == '0') {
        return false;
      }
      if (end == text.length()) {
        return text.lastIndexOf('.') >= 4 || text.startsWith("1.3");
      }
      if (text.charAt(end) != '.') {
        return false;
      }
      from = end + 1;
    }
    return false;
  }

  private static boolean base64(String text) {
    int count = 0;
    int padding = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (letter(c) || digit(c) || c == '+' || c == '/') {
        if (padding > 0) {
          return false;
        }
      } else if (c == '=') {
        padding++;
      } else if (Character.isWhitespace(c)) {
        continue;
      } else {
        return false;
      }
      count++;
    }
    return count > 0 && count % 4 == 0 && padding <= 2;
  }
}
