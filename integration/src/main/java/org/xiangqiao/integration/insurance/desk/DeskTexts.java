package org.xiangqiao.integration.insurance.desk;

import java.util.Locale;
import java.util.ResourceBundle;

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

  private static String text(Locale locale, String key) {
    return ResourceBundle.getBundle(
            BUNDLE,
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
        .getString(key);
  }
}
