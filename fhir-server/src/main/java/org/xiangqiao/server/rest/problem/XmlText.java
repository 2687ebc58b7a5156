package org.xiangqiao.server.rest.problem;

import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Property;

/**
 * What XML 1.0 can carry (section 2.2): a refusal that quotes the request, and what was once stored
 * as JSON, must be readable whatever characters they hold.
 */
public final class XmlText {

  private static final int REPLACEMENT = 0xFFFD;

  private XmlText() {}

  /** Replaces characters that no XML document may hold, in extensions too. */
  public static void cleanse(Base element) {
    if (element instanceof PrimitiveType<?> text
        && text.getValue() instanceof String value
        && !value.codePoints().allMatch(XmlText::isCharacter)) {
      text.setValueAsString(cleansed(value));
    }
    for (Property property : element.children()) {
      property.getValues().forEach(XmlText::cleanse);
    }
  }

  static String cleansed(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> isCharacter(point) ? point : REPLACEMENT)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  private static boolean isCharacter(int point) {
    return point == '\t'
        || point == '\n'
        || point == '\r'
        || point >= 0x20 && point <= 0xD7FF
        || point >= 0xE000 && point <= 0xFFFD
        || point >= 0x10000;
  }
}
