package org.xiangqiao.server.rest.problem;

import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.StringType;

/**
 * What XML 1.0 can carry (section 2.2): a refusal that quotes the request must be readable whatever
 * characters the request had.
 */
final class XmlText {

  private static final int REPLACEMENT = 0xFFFD;

  private XmlText() {}

  /** Replaces characters that no XML document may hold, in extensions too. */
  static void cleanse(Base element) {
    if (element instanceof StringType text
        && text.hasValue()
        && !text.getValue().codePoints().allMatch(XmlText::isCharacter)) {
      text.setValue(cleansed(text.getValue()));
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
