package org.xiangqiao.integration.insurance.eligibility;

import java.util.Locale;
import java.util.ResourceBundle;

/** What is told at the counter, in Chinese and English. */
final class EligibilityTexts {

  private static final String BUNDLE = "org.xiangqiao.integration.insurance.eligibility.texts";

  private EligibilityTexts() {}

  /** Chinese first, then English. */
  static String both(String key) {
    return text(Locale.CHINESE, key) + " " + text(Locale.ROOT, key);
  }

  private static String text(Locale locale, String key) {
    return ResourceBundle.getBundle(
            BUNDLE,
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
        .getString(key);
  }
}
