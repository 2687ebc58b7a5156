package org.xiangqiao.mappings.hl7v2;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * MSH read without a parser, because it is needed before the character set is known and for
 * messages that no parser takes.
 */
final class Header {

  private final String[] fields;
  private final String componentSeparator;
  private final String repetitionSeparator;

  private Header(String[] fields, String componentSeparator, String repetitionSeparator) {
    this.fields = fields;
    this.componentSeparator = componentSeparator;
    this.repetitionSeparator = repetitionSeparator;
  }

  /** Of a text that may be anything; fields of what is no MSH are all empty. */
  static Header of(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) != '\r' && text.charAt(end) != '\n') {
      end++;
    }
    if (end < 8 || !text.startsWith("MSH")) {
      return new Header(new String[0], "^", "~");
    }
    String[] fields = text.substring(0, end).split(Pattern.quote(text.substring(3, 4)), -1);
    String encoding = fields.length > 1 ? fields[1] : "";
    return new Header(
        fields,
        encoding.isEmpty() ? "^" : encoding.substring(0, 1),
        encoding.length() < 2 ? "~" : encoding.substring(1, 2));
  }

  boolean present() {
    return fields.length > 0;
  }

  /** MSH-n, first repetition, all components. */
  String field(int number) {
    int index = number - 1;
    if (index < 1 || index >= fields.length) {
      return "";
    }
    return part(fields[index], repetitionSeparator, 0);
  }

  /** MSH-n.c of the first repetition. */
  String component(int number, int component) {
    return part(field(number), componentSeparator, component - 1);
  }

  /** {@code VXU^V04}, or {@code unparsed}. */
  String messageType() {
    String type = component(9, 1);
    String trigger = component(9, 2);
    return type.isEmpty() ? "unparsed" : trigger.isEmpty() ? type : type + "^" + trigger;
  }

  String declaredCharset() {
    return field(18);
  }

  private static String part(String text, String separator, int index) {
    String[] parts = text.split(Pattern.quote(separator), -1);
    return index < parts.length ? parts[index].strip() : "";
  }

  @Override
  public String toString() {
    return "MSH with " + Arrays.stream(fields).count() + " fields";
  }
}
