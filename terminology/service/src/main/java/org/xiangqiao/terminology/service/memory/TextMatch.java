package org.xiangqiao.terminology.service.memory;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/**
 * Holds texts against what a person typed: the whole text before its beginning before its inside;
 * several words may each match another text.
 */
public final class TextMatch {

  /** How many ranks there are. */
  static final int RANKS = 3;

  private static final int NONE = Integer.MAX_VALUE;

  private final String[] words;

  public TextMatch(String typed) {
    words = typed.toLowerCase(Locale.ROOT).trim().split("\\s+");
  }

  public boolean matches(Collection<String> texts) {
    return rank(texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).toArray(String[]::new))
        >= 0;
  }

  /**
   * 0 best; negative if not at all.
   *
   * @param texts in lower case
   */
  int rank(String... texts) {
    int worst = 0;
    for (String word : words) {
      int best = NONE;
      for (String text : texts) {
        int at = text.indexOf(word);
        if (at >= 0) {
          best = Math.min(best, text.length() == word.length() ? 0 : at == 0 ? 1 : 2);
        }
      }
      if (best == NONE) {
        return -1;
      }
      worst = Math.max(worst, best);
    }
    return worst;
  }

  /**
   * Whether one of the words is in one of the texts.
   *
   * @param texts in lower case
   */
  boolean touches(String... texts) {
    return Arrays.stream(texts).anyMatch(text -> Arrays.stream(words).anyMatch(text::contains));
  }
}
