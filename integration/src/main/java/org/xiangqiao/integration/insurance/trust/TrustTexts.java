package org.xiangqiao.integration.insurance.trust;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** What is said of keys and certificates, in Chinese and English. */
final class TrustTexts {

  private static final String BUNDLE = "org.xiangqiao.integration.insurance.trust.texts";

  private TrustTexts() {}

  static String both(String key, Object... arguments) {
    return in(Locale.CHINESE, key, arguments) + " " + in(Locale.ROOT, key, arguments);
  }

  private static String in(Locale language, String key, Object... arguments) {
    String text =
        ResourceBundle.getBundle(
                BUNDLE,
                language,
                ResourceBundle.Control.getNoFallbackControl(
                    ResourceBundle.Control.FORMAT_PROPERTIES))
            .getString(key);
    return new MessageFormat(text, Locale.ROOT).format(arguments);
  }
}
