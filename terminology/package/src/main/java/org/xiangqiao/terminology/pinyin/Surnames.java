package org.xiangqiao.terminology.pinyin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xiangqiao.terminology.CsvResource;

/** How surnames (姓氏) are read where that differs from the word, and compound ones (复姓). */
final class Surnames {

  private final Map<Integer, List<String>> single;
  private final Map<String, List<String>> compound;
  private final int longest;

  private Surnames(Map<Integer, List<String>> single, Map<String, List<String>> compound) {
    this.single = Map.copyOf(single);
    this.compound = Map.copyOf(compound);
    this.longest = compound.keySet().stream().mapToInt(String::length).max().orElse(0);
  }

  static Surnames load() {
    Map<Integer, List<String>> single = new HashMap<>();
    Map<String, List<String>> compound = new HashMap<>();
    for (Map<String, String> row : CsvResource.rows(Surnames.class, "surnames.csv")) {
      String surname = row.get("surname");
      List<String> readings = List.of(row.get("readings").split(" "));
      if (surname.codePointCount(0, surname.length()) == 1) {
        single.put(surname.codePointAt(0), readings);
      } else {
        compound.put(surname, readings);
      }
    }
    return new Surnames(single, compound);
  }

  /** The character's readings as a surname; empty if it is read as usual. */
  List<String> single(int character) {
    return single.getOrDefault(character, List.of());
  }

  /** The syllables of the compound surname a name begins with; empty if there is none. */
  List<String> compound(String name) {
    for (int length = Math.min(longest, name.length()); length > 1; length--) {
      List<String> syllables = compound.get(name.substring(0, length));
      if (syllables != null) {
        return syllables;
      }
    }
    return List.of();
  }
}
