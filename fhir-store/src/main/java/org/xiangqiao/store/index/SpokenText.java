package org.xiangqiao.store.index;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.xiangqiao.store.NameSpelling;

/**
 * A text taken apart as it is read aloud: a Chinese character is a syllable (with its possible
 * readings), a word of other letters stands for itself, and everything else only divides.
 */
public final class SpokenText {

  /** ü in all its tones: typed as v, and not to be folded to u. */
  private static final Pattern U_UMLAUT = Pattern.compile("[uU]\\u0308");

  private final NameSpelling spelling;

  public SpokenText(NameSpelling spelling) {
    this.spelling = spelling;
  }

  /** Of each syllable or word its possible readings. */
  public List<List<String>> units(String text) {
    String letters =
        HanText.squeeze(
            StringFolding.fold(
                U_UMLAUT
                    .matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                    .replaceAll("v")));
    List<List<String>> units = new ArrayList<>();
    int at = 0;
    while (at < letters.length()) {
      int end = at;
      boolean han = HanText.isHan(letters.codePointAt(at));
      while (end < letters.length() && goesOn(letters.codePointAt(end), han)) {
        end += Character.charCount(letters.codePointAt(end));
      }
      String run = letters.substring(at, end);
      if (han) {
        units.addAll(spelling.syllables(run));
      } else if (!run.isEmpty()) {
        units.add(List.of(run));
      }
      at = Math.max(end, at + Character.charCount(letters.codePointAt(at)));
    }
    return units;
  }

  private static boolean goesOn(int point, boolean han) {
    return HanText.isHan(point) == han && (han || Character.isLetterOrDigit(point));
  }

  /** What follows the surname in a whole Chinese name; empty if it is none. */
  String given(String name) {
    String squeezed = HanText.squeeze(StringFolding.fold(name));
    int length = squeezed.codePointCount(0, squeezed.length());
    if (!squeezed.codePoints().allMatch(HanText::isHan)) {
      return "";
    }
    int surname = spelling.surnameLength(squeezed);
    return surname >= length ? "" : squeezed.substring(squeezed.offsetByCodePoints(0, surname));
  }
}
