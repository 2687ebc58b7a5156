package org.xiangqiao.store;

import java.util.List;
import java.util.Locale;

/**
 * How names are read aloud, for {@code phonetic} (R4 patient.html#search: "some kind of phonetic
 * matching algorithm"). The store keeps the spellings as index values: what answers must be the
 * same on every node.
 */
public interface NameSpelling {

  /**
   * Of each character of a name in Chinese characters (姓名) the syllables it may be read as, most
   * usual first, at the name's beginning as a surname too. Never an empty list: what cannot be read
   * stands for itself.
   */
  List<List<String>> syllables(String name);

  /** How many characters of a name its surname (姓) has. */
  int surnameLength(String name);

  /** Reads nothing: every character stands for itself. */
  static NameSpelling none() {
    return new NameSpelling() {
      @Override
      public List<List<String>> syllables(String name) {
        return name.codePoints()
            .mapToObj(point -> List.of(Character.toString(point).toLowerCase(Locale.ROOT)))
            .toList();
      }

      @Override
      public int surnameLength(String name) {
        return 1;
      }
    };
  }
}
