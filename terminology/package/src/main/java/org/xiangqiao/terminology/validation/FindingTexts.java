package org.xiangqiao.terminology.validation;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** English words of findings: {@code findings.properties} beside this class. */
final class FindingTexts {

  private static final ResourceBundle ENGLISH =
      ResourceBundle.getBundle(
          "org.xiangqiao.terminology.validation.findings",
          Locale.ROOT,
          ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));

  private FindingTexts() {}

  static String english(String key, List<String> args) {
    try {
      return new MessageFormat(ENGLISH.getString(key), Locale.ROOT).format(args.toArray());
    } catch (MissingResourceException e) {
      return key + " " + args;
    }
  }
}
