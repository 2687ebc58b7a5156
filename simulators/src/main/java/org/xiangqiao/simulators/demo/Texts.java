package org.xiangqiao.simulators.demo;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** What the demo says, in Chinese and English. */
final class Texts {

  private static final ResourceBundle.Control EXACT =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private Texts() {}

  /** One line in each language. */
  static String both(String key, Object... arguments) {
    return format(Locale.CHINESE, key, arguments)
        + System.lineSeparator()
        + format(Locale.ROOT, key, arguments);
  }

  private static String format(Locale locale, String key, Object... arguments) {
    String text =
        ResourceBundle.getBundle("org.xiangqiao.simulators.demo.demo", locale, EXACT)
            .getString(key);
    Object[] plain = java.util.Arrays.stream(arguments).map(String::valueOf).toArray();
    return new MessageFormat(text, locale).format(plain);
  }
}
