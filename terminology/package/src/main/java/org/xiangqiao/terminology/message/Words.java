package org.xiangqiao.terminology.message;

/** The same in the two languages of the product. */
public record Words(String chinese, String english) {

  /**
   * A text of our profiles, Chinese first: {@code 接种日期 When}. What has one language only stands for
   * both.
   */
  static Words split(String text) {
    int end = 0;
    for (int i = 0; i < text.length(); i++) {
      if (chinese(text.charAt(i))) {
        end = i + 1;
      }
    }
    String first = text.substring(0, end).strip();
    String rest = text.substring(end).strip();
    return new Words(first.isEmpty() ? rest : first, rest.isEmpty() ? first : rest);
  }

  static boolean hasChinese(String text) {
    return text.codePoints().anyMatch(Character::isIdeographic);
  }

  private static boolean chinese(char each) {
    return Character.UnicodeScript.of(each) == Character.UnicodeScript.HAN
        || "。，；：、（）“”！？".indexOf(each) >= 0;
  }
}
