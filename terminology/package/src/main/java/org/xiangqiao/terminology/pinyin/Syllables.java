package org.xiangqiao.terminology.pinyin;

import java.text.Normalizer;

/** Syllables without tones (声调), as they are typed: {@code lǜ} is {@code lv}. GB/T 16159. */
final class Syllables {

  private static final char DIAERESIS = '\u0308';
  private static final char SCRIPT_G = '\u0261';

  private Syllables() {}

  static String toneless(String syllable) {
    String parts = Normalizer.normalize(syllable, Normalizer.Form.NFD);
    StringBuilder letters = new StringBuilder(parts.length());
    for (int i = 0; i < parts.length(); i++) {
      char part = parts.charAt(i);
      if (part == DIAERESIS) {
        letters.setCharAt(letters.length() - 1, 'v');
      } else if (part == SCRIPT_G) {
        letters.append('g');
      } else if (Character.getType(part) != Character.NON_SPACING_MARK) {
        letters.append(part);
      }
    }
    return letters.toString();
  }
}
