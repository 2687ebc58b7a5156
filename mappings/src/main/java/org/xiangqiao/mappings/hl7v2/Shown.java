package org.xiangqiao.mappings.hl7v2;

/**
 * Values of a message that may appear in a problem's text: short codes. What looks like a number of
 * a person, or like text, is left out, because senders put values into wrong fields.
 */
final class Shown {

  private Shown() {}

  static String code(String value, int longest) {
    boolean harmless =
        value.length() <= longest
            && value.matches("[A-Za-z0-9 ._^/+-]*")
            && !value.matches(".*[0-9]{7}.*");
    return harmless ? value : "***";
  }
}
