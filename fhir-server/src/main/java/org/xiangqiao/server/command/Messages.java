package org.xiangqiao.server.command;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;

/** Texts of the commands in Chinese or English: {@code messages.properties} beside this class. */
record Messages(Locale locale) {

  String text(String key, Object... arguments) {
    Locale known = "zh".equals(locale.getLanguage()) ? Locale.CHINESE : Locale.ROOT;
    ResourceBundle texts =
        ResourceBundle.getBundle(
            "org.xiangqiao.server.command.messages",
            known,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    return new MessageFormat(texts.getString(key), known)
        .format(Arrays.stream(arguments).map(String::valueOf).toArray());
  }
}
