package org.xiangqiao.integration.outbox;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.xiangqiao.integration.ledger.Problem;

/**
 * Problems of outgoing messages, with texts from {@code
 * org/xiangqiao/integration/outbox/problems.properties} (English) and {@code
 * problems_zh.properties}.
 */
public final class OutboxProblems {

  private static final String BUNDLE = "org.xiangqiao.integration.outbox.problems";

  private OutboxProblems() {}

  /**
   * @param arguments filled into the texts; never personal data
   */
  public static Problem of(String place, String rule, String... arguments) {
    return new Problem(
        place,
        rule,
        text(Locale.CHINESE, rule, arguments),
        text(Locale.ROOT, rule, arguments),
        text(Locale.CHINESE, rule + ".remedy", arguments),
        text(Locale.ROOT, rule + ".remedy", arguments));
  }

  private static String text(Locale locale, String key, String... arguments) {
    ResourceBundle texts =
        ResourceBundle.getBundle(
            BUNDLE,
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    return new MessageFormat(texts.getString(key), locale).format(arguments);
  }
}
