package org.xiangqiao.terminology.pinyin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xiangqiao.terminology.CsvResource;

/**
 * The readings of single characters (单字), CJK extensions included. Kept as two arrays: 41,000
 * characters share some two thousand lists.
 */
final class CharacterReadings {

  private final int[] characters;
  private final char[] places;
  private final List<List<String>> lists;
  private final Map<Integer, List<String>> common;

  private CharacterReadings(
      int[] characters,
      char[] places,
      List<List<String>> lists,
      Map<Integer, List<String>> common) {
    this.characters = characters;
    this.places = places;
    this.lists = lists;
    this.common = common;
  }

  static CharacterReadings load() {
    Map<Integer, List<String>> common = new HashMap<>();
    for (Map<String, String> row : CsvResource.rows(CharacterReadings.class, "polyphones.csv")) {
      common.put(row.get("character").codePointAt(0), List.of(row.get("readings").split(" ")));
    }
    Map<String, List<String>> bySpelling = new HashMap<>();
    Map<List<String>, Character> places = new HashMap<>();
    List<List<String>> lists = new ArrayList<>();
    long[] entries = new long[1 << 16];
    int[] count = {0};
    DictionaryFile.read(
        DictionaryFile.CHARACTERS,
        (text, spelling) -> {
          List<String> readings = bySpelling.computeIfAbsent(spelling, CharacterReadings::toneless);
          char place = places.computeIfAbsent(readings, list -> (char) add(lists, list));
          entries[count[0]++] = (long) text.codePointAt(0) << 16 | place;
        });
    Arrays.sort(entries, 0, count[0]);
    int[] characters = new int[count[0]];
    char[] at = new char[count[0]];
    for (int i = 0; i < characters.length; i++) {
      characters[i] = (int) (entries[i] >> 16);
      at[i] = (char) entries[i];
    }
    return new CharacterReadings(characters, at, List.copyOf(lists), Map.copyOf(common));
  }

  private static int add(List<List<String>> lists, List<String> list) {
    lists.add(list);
    return lists.size() - 1;
  }

  private static List<String> toneless(String spelling) {
    Set<String> readings = new LinkedHashSet<>();
    for (String reading : spelling.split(",")) {
      readings.add(Syllables.toneless(reading).intern());
    }
    return List.copyOf(readings);
  }

  /** All readings the dictionary has, those in common use first; empty if it has none. */
  List<String> all(int character) {
    List<String> known = known(character);
    List<String> first = common.get(character);
    if (first == null) {
      return known;
    }
    Set<String> ordered = new LinkedHashSet<>(first);
    ordered.addAll(known);
    return List.copyOf(ordered);
  }

  /** The readings in common use, most usual first; empty if the character is unknown. */
  List<String> common(int character) {
    List<String> several = common.get(character);
    if (several != null) {
      return several;
    }
    List<String> known = known(character);
    return known.size() > 1 ? known.subList(0, 1) : known;
  }

  /** As the dictionary has them. */
  List<String> known(int character) {
    int at = Arrays.binarySearch(characters, character);
    return at < 0 ? List.of() : lists.get(places[at]);
  }
}
