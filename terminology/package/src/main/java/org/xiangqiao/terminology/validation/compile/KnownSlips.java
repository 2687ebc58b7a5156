package org.xiangqiao.terminology.validation.compile;

import java.util.Locale;
import java.util.ResourceBundle;

/** Invariants of R4 whose expression is known to be wrong: {@code known-slips.properties}. */
final class KnownSlips {

  private static final ResourceBundle MENDED =
      ResourceBundle.getBundle(
          "org.xiangqiao.terminology.validation.known-slips",
          Locale.ROOT,
          ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));

  private KnownSlips() {}

  /** What to check for that rule of R4. */
  static String mended(String key, String expression) {
    return MENDED.containsKey(key) ? MENDED.getString(key) : expression;
  }
}
