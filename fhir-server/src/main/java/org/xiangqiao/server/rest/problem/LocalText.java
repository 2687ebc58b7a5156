package org.xiangqiao.server.rest.problem;

import java.util.Locale;

/** One sentence in the two languages of the product. */
public record LocalText(String english, String chinese) {

  /** Chinese if {@code locale} is Chinese, else English. */
  public String in(Locale locale) {
    return isChinese(locale) ? chinese : english;
  }

  String inTheOther(Locale locale) {
    return isChinese(locale) ? english : chinese;
  }

  static boolean isChinese(Locale locale) {
    return "zh".equals(locale.getLanguage());
  }
}
