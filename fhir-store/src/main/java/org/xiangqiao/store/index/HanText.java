package org.xiangqiao.store.index;

import java.util.ArrayList;
import java.util.List;

/** Chinese characters (汉字) in a folded text, those beyond the basic plane included. */
public final class HanText {

  private static final int FIRST = 0x2E80;

  private HanText() {}

  public static boolean isHan(int point) {
    return point >= FIRST && Character.UnicodeScript.of(point) == Character.UnicodeScript.HAN;
  }

  /** Whether a text begins with a Chinese character. */
  public static boolean leads(String text) {
    return !text.isEmpty() && isHan(text.codePointAt(0));
  }

  /** Without the blanks between Chinese characters, with which short names are made long: 张 三. */
  public static String squeeze(String folded) {
    if (folded.indexOf(' ') < 0) {
      return folded;
    }
    StringBuilder squeezed = new StringBuilder(folded.length());
    for (int i = 0; i < folded.length(); i++) {
      char each = folded.charAt(i);
      boolean between =
          each == ' '
              && i > 0
              && i + 1 < folded.length()
              && isHan(folded.codePointBefore(i))
              && isHan(folded.codePointAt(i + 1));
      if (!between) {
        squeezed.append(each);
      }
    }
    return squeezed.toString();
  }

  /** What begins with a Chinese character inside a text: a search for the middle finds these. */
  static List<String> tails(String squeezed) {
    List<String> tails = new ArrayList<>();
    int at = squeezed.isEmpty() ? 0 : Character.charCount(squeezed.codePointAt(0));
    while (at < squeezed.length()) {
      int point = squeezed.codePointAt(at);
      if (isHan(point)) {
        tails.add(squeezed.substring(at));
      }
      at += Character.charCount(point);
    }
    return tails;
  }
}
