package org.xiangqiao.terminology.service.text;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How parts of Chinese names are typed by their pinyin (拼音) or its initials: whoever types {@code
 * xueya} or {@code xy} begins at a syllable of 高血压. Parts of a syllable's inside are not looked
 * for: they would be most of what is found, and none of what is meant.
 *
 * @param tails what begins at each syllable
 * @param heads the beginnings of these of a few letters: what begins so would be thousands of tails
 */
record SpelledParts(Set<String> tails, Set<String> heads) {

  /** More letters of a part are not compared. */
  static final int LONGEST = 40;

  /** Length of the heads. */
  static final int SHORTEST_HEAD = 2;

  static final int LONGEST_HEAD = 4;

  /** Later syllables of a name begin no part. */
  private static final int SYLLABLES = 200;

  static SpelledParts of(List<List<String>> names) {
    Set<String> tails = new LinkedHashSet<>();
    for (List<String> syllables : names) {
      for (int at = 0; at < Math.min(SYLLABLES, syllables.size()); at++) {
        StringBuilder full = new StringBuilder();
        StringBuilder letters = new StringBuilder();
        for (int i = at; i < syllables.size() && letters.length() < LONGEST; i++) {
          String syllable = syllables.get(i);
          full.append(full.length() < LONGEST ? syllable : "");
          letters.append(syllable, 0, syllable.offsetByCodePoints(0, 1));
        }
        tails.add(cut(full, LONGEST));
        tails.add(cut(letters, LONGEST));
      }
    }
    Set<String> heads = new LinkedHashSet<>();
    for (String tail : tails) {
      for (int length = SHORTEST_HEAD;
          length <= LONGEST_HEAD && length <= tail.length();
          length++) {
        heads.add(tail.substring(0, length));
      }
    }
    return new SpelledParts(tails, heads);
  }

  private static String cut(CharSequence text, int length) {
    return text.subSequence(0, Math.min(length, text.length())).toString();
  }
}
