package org.xiangqiao.terminology.pinyin;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Words (词) in which a character is not read as it usually is: 银行 {@code yin hang}. Of the
 * dictionary's 43,000 phrases only those some 3,000 are kept that say something its characters
 * alone do not, and those that have such a one inside.
 */
final class PhraseReadings {

  private final Map<String, List<String>> readings;
  private final int longest;

  private PhraseReadings(Map<String, List<String>> readings) {
    this.readings = Map.copyOf(readings);
    this.longest = readings.keySet().stream().mapToInt(String::length).max().orElse(0);
  }

  static PhraseReadings load(CharacterReadings characters) {
    Map<String, List<String>> kept = new HashMap<>();
    Map<String, List<String>> usual = new HashMap<>();
    Map<String, String> toneless = new HashMap<>();
    DictionaryFile.read(
        DictionaryFile.PHRASES,
        (phrase, spelling) -> {
          List<String> syllables =
              Arrays.stream(spelling.split(" "))
                  .map(each -> toneless.computeIfAbsent(each, Syllables::toneless))
                  .toList();
          int[] points = phrase.codePoints().toArray();
          if (points.length == phrase.length() && points.length == syllables.size()) {
            (isUsual(points, syllables, characters) ? usual : kept).put(phrase, syllables);
          }
        });
    Set<String> unusual = new HashSet<>(kept.keySet());
    usual.forEach(
        (phrase, syllables) -> {
          if (holdsOne(phrase, unusual)) {
            kept.put(phrase, syllables);
          }
        });
    return new PhraseReadings(kept);
  }

  private static boolean isUsual(
      int[] points, List<String> syllables, CharacterReadings characters) {
    for (int i = 0; i < points.length; i++) {
      List<String> common = characters.common(points[i]);
      if (common.isEmpty() || !common.get(0).equals(syllables.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean holdsOne(String phrase, Set<String> unusual) {
    for (int from = 0; from < phrase.length() - 1; from++) {
      for (int to = from + 2; to <= phrase.length(); to++) {
        if (unusual.contains(phrase.substring(from, to))) {
          return true;
        }
      }
    }
    return false;
  }

  /** The syllables of the longest word that begins there; empty if none is known. */
  List<String> longestAt(String text, int from) {
    for (int to = Math.min(text.length(), from + longest); to > from + 1; to--) {
      List<String> syllables = readings.get(text.substring(from, to));
      if (syllables != null) {
        return syllables;
      }
    }
    return List.of();
  }
}
