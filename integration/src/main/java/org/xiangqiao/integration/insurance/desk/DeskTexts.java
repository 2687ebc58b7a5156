package org.xiangqiao.integration.insurance.desk;

import java.util.Locale;
import java.util.ResourceBundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;

/** What is told at the counter, in Chinese and English. */
final class DeskTexts {

  private static final String BUNDLE = "org.xiangqiao.integration.insurance.desk.texts";

  private DeskTexts() {}

  static String chinese(String key) {
    return text(Locale.CHINESE, key);
  }

  static String english(String key) {
    return text(Locale.ROOT, key);
  }

  static String in(Locale language, String key) {
    return language.equals(Locale.CHINESE) ? chinese(key) : english(key);
  }

  static CodeableConcept language(Locale locale) {
    return new CodeableConcept()
        .addCoding(new Coding().setSystem("urn:ietf:bcp:47").setCode(locale.toLanguageTag()));
  }

  private static String text(Locale locale, String key) {
    return ResourceBundle.getBundle(
            BUNDLE,
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
        .getString(key);
  }
}
