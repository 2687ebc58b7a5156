package org.xiangqiao.terminology.message;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a value looks like without telling it: {@code 18 characters: digits and X}. A clerk sees
 * that a digit is missing; nobody learns whose number it is.
 */
public final class ValueShape {

  /** A kind of characters. */
  private enum Kind {
    DIGITS("数字", "digits"),
    X("X", "X"),
    LETTERS("字母", "letters"),
    CHINESE("汉字", "Chinese characters"),
    SPACES("空格", "spaces"),
    FULL_WIDTH("全角字符", "full-width characters"),
    HIDDEN("不可见字符", "invisible characters"),
    MARKS("其他符号", "other marks");

    private final Words words;

    Kind(String chinese, String english) {
      this.words = new Words(chinese, english);
    }
  }

  private ValueShape() {}

  /**
   * @param value null if there is none
   */
  public static Words of(String value) {
    if (value == null || value.isEmpty()) {
      return new Words("空", "empty");
    }
    int length = value.codePointCount(0, value.length());
    List<Kind> kinds =
        value.codePoints().mapToObj(each -> kind(value, each)).distinct().sorted().toList();
    return new Words(
        length
            + " 个字符："
            + kinds.stream().map(k -> k.words.chinese()).collect(Collectors.joining("、")),
        length + (length == 1 ? " character: " : " characters: ") + english(kinds));
  }

  private static String english(List<Kind> kinds) {
    List<String> words = new ArrayList<>(kinds.stream().map(kind -> kind.words.english()).toList());
    String last = words.remove(words.size() - 1);
    return words.isEmpty() ? last : String.join(", ", words) + " and " + last;
  }

  private static Kind kind(String value, int each) {
    if (each >= '0' && each <= '9') {
      return Kind.DIGITS;
    }
    // The check character of an identity card; as part of a word it is a letter.
    if ((each == 'X' || each == 'x') && value.matches("[0-9]+[Xx]")) {
      return Kind.X;
    }
    if (each >= 'A' && each <= 'Z' || each >= 'a' && each <= 'z') {
      return Kind.LETTERS;
    }
    if (Character.UnicodeScript.of(each) == Character.UnicodeScript.HAN) {
      return Kind.CHINESE;
    }
    if (each >= 0xFF01 && each <= 0xFF5E || each == 0x3000) {
      return Kind.FULL_WIDTH;
    }
    if (Character.isWhitespace(each)) {
      return Kind.SPACES;
    }
    return Character.getType(each) == Character.FORMAT || Character.isISOControl(each)
        ? Kind.HIDDEN
        : Kind.MARKS;
  }
}
