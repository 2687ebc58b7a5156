package org.xiangqiao.bench.engine.names;

import java.util.List;
import java.util.Random;
import org.xiangqiao.terminology.pinyin.Pinyin;

/** What a clerk may type to find a resident. */
enum Typed {
  /** {@code zhangsanfeng}. */
  WHOLE,
  /** {@code zsf}. */
  INITIALS,
  /** {@code zs}: a hundred times as many residents as there are on a page. */
  TWO_INITIALS,
  /** {@code zsanf}: each syllable whole or its first letter. */
  MIXED,
  /** {@code zhangs}: the surname and one letter. */
  SURNAME_AND_LETTER,
  /** {@code sanfeng}. */
  GIVEN,
  /** {@code name=三丰}: from the second character on. */
  NAME_INFIX,
  /** {@code name=丰}: the last character. */
  NAME_LAST,
  /** {@code name=张三}: from the beginning. */
  NAME_PREFIX;

  String parameter() {
    return name().startsWith("NAME") ? "name" : "phonetic";
  }

  String of(Residents.Name name, Pinyin pinyin, Random random) {
    String whole = name.whole();
    List<String> syllables =
        pinyin.nameReadings(whole).stream().map(readings -> readings.get(0)).toList();
    return switch (this) {
      case WHOLE -> String.join("", syllables);
      case INITIALS -> letters(syllables, syllables.size());
      case TWO_INITIALS -> letters(syllables, 2);
      case MIXED -> {
        StringBuilder mixed = new StringBuilder();
        syllables.forEach(each -> mixed.append(random.nextBoolean() ? each : each.substring(0, 1)));
        yield mixed.toString();
      }
      case SURNAME_AND_LETTER -> syllables.get(0) + syllables.get(1).charAt(0);
      case GIVEN -> String.join("", syllables.subList(name.surname().length(), syllables.size()));
      case NAME_INFIX -> whole.substring(1);
      case NAME_LAST -> whole.substring(whole.length() - 1);
      case NAME_PREFIX -> whole.substring(0, 2);
    };
  }

  private static String letters(List<String> syllables, int count) {
    StringBuilder letters = new StringBuilder();
    syllables.subList(0, count).forEach(each -> letters.append(each.charAt(0)));
    return letters.toString();
  }
}
