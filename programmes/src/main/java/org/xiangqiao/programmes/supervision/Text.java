package org.xiangqiao.programmes.supervision;

import java.util.Map;
import java.util.Objects;

/** The same in Chinese and English; places such as {@code {line}} are filled in. */
public record Text(String zh, String en) {

  public Text {
    Objects.requireNonNull(zh, "zh");
    Objects.requireNonNull(en, "en");
  }

  Text with(Map<String, String> arguments) {
    return new Text(filled(zh, arguments), filled(en, arguments));
  }

  private static String filled(String template, Map<String, String> arguments) {
    String text = template;
    for (Map.Entry<String, String> argument : arguments.entrySet()) {
      text = text.replace("{" + argument.getKey() + "}", argument.getValue());
    }
    return text;
  }
}
