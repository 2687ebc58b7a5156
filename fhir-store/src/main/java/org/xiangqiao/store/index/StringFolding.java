package org.xiangqiao.store.index;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Brings strings to the form in which they are compared: full and half width alike (NFKC), lower
 * case, without accents, single blanks, one kind of middle dot (the one inside names such as
 * 买买提·艾力), at most 200 characters.
 */
public final class StringFolding {

  static final int MAX_LENGTH = 200;

  private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
  private static final Pattern BLANKS = Pattern.compile("[\\s\\u0000]+");
  private static final Pattern MIDDLE_DOTS = Pattern.compile("[\\u30fb\\u2022\\u2027\\u2219]");

  private StringFolding() {}

  public static String fold(String text) {
    String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    if (!isAscii(folded)) {
      folded = Normalizer.normalize(folded, Normalizer.Form.NFD);
      folded = ACCENTS.matcher(folded).replaceAll("");
      folded = Normalizer.normalize(folded, Normalizer.Form.NFC);
      folded = MIDDLE_DOTS.matcher(folded).replaceAll("\u00b7");
    }
    return shorten(BLANKS.matcher(folded).replaceAll(" ").strip()).stripTrailing();
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }

  /** At most the length that the index keeps. */
  public static String shorten(String text) {
    if (text.codePointCount(0, text.length()) <= MAX_LENGTH) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, MAX_LENGTH));
  }
}
