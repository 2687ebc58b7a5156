package org.xiangqiao.integration.insurance.reconcile;

import java.util.Locale;
import java.util.ResourceBundle;

/** What a reconciliation says, in Chinese and English. */
final class ReconcileTexts {

  private static final String BUNDLE = "org.xiangqiao.integration.insurance.reconcile.texts";

  private ReconcileTexts() {}

  static String in(Locale language, String key) {
    return ResourceBundle.getBundle(
            BUNDLE,
            language.equals(Locale.CHINESE) ? Locale.CHINESE : Locale.ROOT,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
        .getString(key);
  }

  static String both(String key) {
    return in(Locale.CHINESE, key) + " " + in(Locale.ENGLISH, key);
  }
}
