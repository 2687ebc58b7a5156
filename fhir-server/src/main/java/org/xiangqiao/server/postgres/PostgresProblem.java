package org.xiangqiao.server.postgres;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * The server's own PostgreSQL cannot be used, with what to do about it. Texts come from {@code
 * messages.properties} (English) and {@code messages_zh.properties} (Chinese): {@code <key>} says
 * what, {@code <key>.remedy} the way out.
 */
public class PostgresProblem extends RuntimeException {

  private final String key;
  private final transient Object[] arguments;

  PostgresProblem(String key, Object... arguments) {
    this(null, key, arguments);
  }

  PostgresProblem(Throwable cause, String key, Object... arguments) {
    super(null, cause);
    this.key = key;
    this.arguments = Arrays.stream(arguments).map(String::valueOf).toArray();
  }

  /** Which problem, for programs: the message key. */
  public String key() {
    return key;
  }

  /** What is wrong, in English and Chinese. */
  @Override
  public String getMessage() {
    return text(Locale.ROOT, key) + "\n" + text(Locale.CHINESE, key);
  }

  /** What to do about it, in English and Chinese. */
  public String remedy() {
    return text(Locale.ROOT, key + ".remedy") + "\n" + text(Locale.CHINESE, key + ".remedy");
  }

  private String text(Locale locale, String messageKey) {
    ResourceBundle texts =
        ResourceBundle.getBundle(
            "org.xiangqiao.server.postgres.messages",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    return new MessageFormat(texts.getString(messageKey), locale).format(arguments);
  }
}
